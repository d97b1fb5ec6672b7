import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Something that is built from sources and needs building again when they change. */
export interface Build {
  readonly name: string;
  /** The program that builds it, run on its own so that its memory is given back. */
  readonly program: string;
  /** Files and folders, seen from the root. */
  readonly sources: readonly string[];
  /** What has to lie there afterwards. */
  readonly product: string;
}

const ignored = new Set(['node_modules', 'dist', 'test-fixtures']);

/** Whether the product is missing or was made from other sources. */
export function isOutdated(root: string, build: Build): boolean {
  const stamp = stampOf(root, build);
  if (!existsSync(join(root, build.product)) || !existsSync(stamp)) return true;
  return readFileSync(stamp, 'utf8') !== sourcesDigest(root, build);
}

/** Notes what the product was made from. */
export function noteBuilt(root: string, build: Build): void {
  const stamp = stampOf(root, build);
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, sourcesDigest(root, build));
}

function stampOf(root: string, build: Build): string {
  return join(root, '.cache', 'built', build.name);
}

/** SHA-256 over every source's path and content; tests do not count. */
function sourcesDigest(root: string, build: Build): string {
  const hash = createHash('sha256');
  for (const path of [build.program, 'package-lock.json', ...build.sources]) {
    for (const file of filesBelow(join(root, path)))
      hash.update(file.slice(root.length)).update(readFileSync(file));
  }
  return hash.digest('hex');
}

function* filesBelow(path: string): Generator<string> {
  if (!statSync(path).isDirectory()) {
    if (!/\.test\.tsx?$/.test(path)) yield path;
    return;
  }
  for (const name of readdirSync(path).toSorted()) {
    if (!ignored.has(name)) yield* filesBelow(join(path, name));
  }
}
