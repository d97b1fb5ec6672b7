import { closeSync, existsSync, openSync, readSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { passOn, prepare, root } from './bootstrap/launch.mjs';

// node tools/run.mjs <a tool of node_modules/.bin | a .ts file> [arguments]
const node = prepare();
const [what = '', ...args] = process.argv.slice(2);
if (what.endsWith('.ts')) {
  passOn(node, [join(root, what), ...args]);
} else {
  const tool = join(root, 'node_modules', '.bin', what);
  if (!what || !existsSync(tool)) {
    console.error(`There is no tool "${what}" in node_modules/.bin, and it is no .ts file.`);
    process.exit(1);
  }
  const path = realpathSync(tool);
  if (firstBytes(path).startsWith('#!/usr/bin/env node')) passOn(node, [path, ...args]);
  else passOn(path, args);
}

function firstBytes(path) {
  const file = openSync(path);
  const bytes = Buffer.alloc(40);
  readSync(file, bytes);
  closeSync(file);
  return bytes.toString('latin1');
}
