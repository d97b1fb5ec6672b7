import { type VariableName, variables } from './variables.ts';

/** What the environment says, as it stands: absent and empty are the same. */
export type Environment = Readonly<Partial<Record<VariableName, string>>>;

export interface ReadEnvironment {
  readonly values: Environment;
  /** Variables that bear our prefix and mean nothing: misspelt, most likely. */
  readonly unknown: readonly string[];
}

export function readEnvironment(env: Readonly<Record<string, string | undefined>>): ReadEnvironment {
  const known = new Set<string>(variables.map(({ name }) => name));
  const values: Partial<Record<VariableName, string>> = {};
  for (const { name } of variables) {
    const value = env[name]?.trim();
    if (value) values[name] = value;
  }
  const unknown = Object.keys(env).filter((name) => name.startsWith('FERNWART_') && !known.has(name));
  return { values, unknown };
}
