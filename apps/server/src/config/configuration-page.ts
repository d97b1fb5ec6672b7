import { type Variable, variables } from './variables.ts';

/** `docs/operate/configuration.md`, whole. */
export function configurationPage(): string {
  return `# Configuration

Fernwart is told everything through environment variables. It reads them once, at the start, and names every problem at
once. A variable that begins with \`FERNWART_\` and is not listed here is refused, because it is most likely misspelt.

| variable | when it is absent |
|---|---|
${variables.map((variable) => `| [\`${variable.name}\`](#${variable.name.toLowerCase()}) | ${variable.fallback} |`).join('\n')}

${variables.map(section).join('\n\n')}
`;
}

function section(variable: Variable): string {
  const secret = variable.secret ? '\n\nThis is a secret: it is never logged or shown.' : '';
  return `## ${variable.name}

${variable.purpose}

- Value: ${variable.values}
- When absent: ${variable.fallback}.
- Example: \`${variable.example}\`${secret}`;
}
