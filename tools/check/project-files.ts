import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const notOurs = new Set(['node_modules', 'dist', 'data', 'coverage', '.git', '.cache']);

/** Every file of the project, seen from the root with forward slashes: no dependencies, products or data. */
export function projectFiles(root: string, folder = ''): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder ? `${folder}/${entry.name}` : entry.name;
    if (entry.isDirectory()) return notOurs.has(entry.name) ? [] : projectFiles(root, path);
    return entry.isFile() ? [path] : [];
  });
}
