import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { featureEdges } from '../imports/feature-edges.ts';

/** Folders whose every subfolder ARCHITECTURE.md has to explain. */
const explained = [
  'apps',
  'packages',
  'addons',
  'tests',
  'tools',
  'docs',
  'apps/server/src/features',
  'apps/server/src/platform',
];
const features = 'apps/server/src/features/';

/** Compares the tables of ARCHITECTURE.md (a path in backticks in the first column) with the tree and the import rules. */
export function checkArchitecture(root: string): string {
  const page = join(root, 'ARCHITECTURE.md');
  if (!existsSync(page)) return '  ARCHITECTURE.md is missing';
  const rows = pathRows(readFileSync(page, 'utf8'));
  const paths = rows.map(({ path }) => path);
  const there = explained.flatMap((folder) => subfolders(root, folder));
  return [
    ...paths
      .filter((path, index) => paths.indexOf(path) !== index)
      .map((path) => `  ${path} is explained twice`),
    ...there.filter((path) => !paths.includes(path)).map((path) => `  ${path}/ is not explained`),
    ...rows.filter(({ path }) => !existsSync(join(root, path))).map(({ path }) => `  ${path} does not exist`),
    ...rows.flatMap(({ path, cells }) => wrongEdges(path, cells)),
  ].join('\n');
}

function pathRows(markdown: string): { path: string; cells: string[] }[] {
  return markdown.split('\n').flatMap((line) => {
    const [, first = '', ...cells] = line.split('|').map((cell) => cell.trim());
    const path = /^`([^`]+?)\/?`$/.exec(first)?.[1];
    return path ? [{ path, cells }] : [];
  });
}

function subfolders(root: string, folder: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !['node_modules', 'dist'].includes(entry.name))
    .map((entry) => `${folder}/${entry.name}`);
}

/** A feature's last cell names the features that it may import. */
function wrongEdges(path: string, cells: readonly string[]): string[] {
  const edges = path.startsWith(features) ? featureEdges[path.slice(features.length)] : undefined;
  if (!edges) return [];
  const said = cells.at(-2) ?? '';
  const wanted = edges.toSorted().join(', ') || '–';
  return said === wanted
    ? []
    : [`  ${path} may import "${said}" says the page, "${wanted}" says feature-edges.ts`];
}
