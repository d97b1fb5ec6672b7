import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { variables } from '../../../apps/server/src/config/variables.ts';
import { projectFiles } from '../project-files.ts';

/** Complains of environment variables that a document or an example file names and the server does not read. */
export function checkEnvironment(root: string): string {
  const known = new Set<string>(variables.map(({ name }) => name));
  return projectFiles(root)
    .filter((path) => /(\.md|\.env\.example|\.service|\.sh)$/.test(path))
    .flatMap((path) =>
      unknownNames(readFileSync(join(root, path), 'utf8'), known).map((name) => `  ${path} names ${name}`),
    )
    .join('\n');
}

function unknownNames(text: string, known: ReadonlySet<string>): string[] {
  const names = [...text.matchAll(/\bFERNWART_[A-Z][A-Z_]*[A-Z]\b/g)].map(([name]) => name);
  return [...new Set(names)].filter((name) => !known.has(name));
}
