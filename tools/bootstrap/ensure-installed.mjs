import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join, sep } from 'node:path';

/**
 * Installs what the lock file names unless it is there already. Throws one sentence when npm cannot.
 * The stamp spares the comparison; it lies in node_modules, so it vanishes with what it vouches for.
 */
export function ensureInstalled(root) {
  const lockText = readFileSync(join(root, 'package-lock.json'), 'utf8');
  const hash = createHash('sha256').update(lockText).digest('hex');
  const stamp = join(root, 'node_modules', '.fernwart-installed');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;

  if (!matches(JSON.parse(lockText), join(root, 'node_modules', '.package-lock.json'))) install(root);
  writeFileSync(stamp, hash);
}

/** npm notes what it installed in a lock file of its own; somebody's `npm install` needs no second installation. */
function matches(lock, noteOfNpm) {
  if (!existsSync(noteOfNpm)) return false;
  const installed = JSON.parse(readFileSync(noteOfNpm, 'utf8')).packages;
  return Object.entries(lock.packages).every(([path, wanted]) => {
    if (path === '') return true;
    const present = installed[path];
    if (!present) return wanted.optional === true || wanted.devOptional === true;
    return present.version === wanted.version && present.integrity === wanted.integrity;
  });
}

function install(root) {
  console.log('Installing what is missing (npm ci, about half a minute) …');
  const npm = spawnSync('npm', ['ci'], {
    cwd: root,
    env: { ...process.env, PATH: pathWithout(join(root, 'node_modules')) },
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (npm.error)
    throw new Error(`npm could not be started (${npm.error.code}). Install Node 20 or newer with npm.`);
  if (npm.status === 0) return;
  const reason = npm.stderr.split('\n').find((line) => /^npm (error|ERR!) (?!code|errno|syscall)/.test(line));
  throw new Error(
    `npm ci failed (exit code ${npm.status ?? npm.signal}): ${reason?.replace(/^npm \S+ /, '') ?? 'no reason given'}. ` +
      'Check the network and the free disk space, then run this again.',
  );
}

/** npm must not run on the Node that it is about to replace. */
function pathWithout(folder) {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .filter((entry) => entry !== folder && !entry.startsWith(folder + sep))
    .join(delimiter);
}
