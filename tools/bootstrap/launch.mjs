import { spawn } from 'node:child_process';
import * as nodeModule from 'node:module';
import { delimiter, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ensureInstalled } from './ensure-installed.mjs';
import { runsOn, shippedNode } from './shipped-node.mjs';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Runs a program of ours on the shipped Node, in this process when it is that one already (npm puts it on the PATH). */
export async function launch(program, args) {
  const node = prepare();
  const path = join(root, program);
  if (!runsOn(node)) return passOn(node, [path, ...args]);
  process.argv = [process.argv[0], path, ...args];
  // Not imported by name: the Node that starts this file may be one that does not have it.
  nodeModule.enableCompileCache(process.env.NODE_COMPILE_CACHE);
  await import(pathToFileURL(path).href);
}

/**
 * Installs what is missing, puts node_modules/.bin first on the PATH, has compiled modules kept from start to start, and
 * answers the shipped Node's path.
 */
export function prepare() {
  try {
    ensureInstalled(root);
    const bin = join(root, 'node_modules', '.bin');
    if (!process.env.PATH?.startsWith(bin)) process.env.PATH = bin + delimiter + (process.env.PATH ?? '');
    // As `./fernwart` does, and for the same reasons.
    process.env.MALLOC_ARENA_MAX ??= '2';
    process.env.MALLOC_MMAP_THRESHOLD_ ??= '262144';
    process.env.MALLOC_TRIM_THRESHOLD_ ??= '1048576';
    process.env.NODE_COMPILE_CACHE ??= join(root, '.cache', 'compiled');
    return shippedNode(root);
  } catch (error) {
    console.error(error.message);
    return process.exit(1);
  }
}

/** Runs a command in our place: signals go on to it, its end is ours. */
export function passOn(command, args) {
  const child = spawn(command, args, { stdio: 'inherit' });
  // A terminal sends Ctrl-C to the whole group; a second one would ask the child to give up its clean ending.
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'));
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    console.error(`${command} could not be started (${error.code}).`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => process.exit(signal ? 1 : code));
}
