import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const worthwhile = new Set(['.js', '.css', '.html', '.svg']);
/** Shorter files fit into one packet either way. */
const fewBytes = 1_000;

/** Lays `.gz` and `.br` beside every text file: the server sends them as they are. */
export function compress(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    const file = join(entry.parentPath, entry.name);
    if (!entry.isFile() || !worthwhile.has(extname(file))) continue;
    const bytes = readFileSync(file);
    if (bytes.length < fewBytes) continue;
    writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }));
    writeFileSync(
      `${file}.br`,
      brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
    );
  }
}
