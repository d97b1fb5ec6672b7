import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { z } from 'zod';

/** Gzipped bytes that a browser loads before the first page can be used. */
export interface PageWeight {
  readonly script: number;
  readonly style: number;
  readonly files: number;
}

const manifestSchema = z.record(
  z.string(),
  z.object({
    file: z.string(),
    imports: z.array(z.string()).default([]),
    css: z.array(z.string()).default([]),
  }),
);

/** The entry, the page's own chunks, and all that they import, by Vite's manifest. */
export function measureFirstPage(dist: string, manifest: unknown, pages: readonly string[]): PageWeight {
  const chunks = manifestSchema.parse(manifest);
  const scripts = new Set<string>();
  const styles = new Set<string>();
  const queue = ['index.html', ...pages];
  const seen = new Set<string>();
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (seen.has(name)) continue;
    seen.add(name);
    const chunk = chunks[name];
    if (!chunk) throw new Error(`The console's build has no ${name}`);
    scripts.add(chunk.file);
    for (const style of chunk.css) styles.add(style);
    queue.push(...chunk.imports);
  }
  return { script: weigh(dist, scripts), style: weigh(dist, styles), files: scripts.size + styles.size };
}

function weigh(dist: string, files: ReadonlySet<string>): number {
  return [...files].reduce((sum, file) => sum + gzipSync(readFileSync(join(dist, file))).length, 0);
}
