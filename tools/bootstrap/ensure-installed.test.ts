import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryTree } from '../check/temporary-tree.ts';

const module = new URL('ensure-installed.mjs', import.meta.url).href;
const lock = {
  packages: {
    '': { name: 'fernwart' },
    'node_modules/zod': { version: '4.6.7', integrity: 'sha512-z' },
    'node_modules/other-platform': { version: '1.0.0', integrity: 'sha512-o', optional: true },
  },
};
const installed = { packages: { 'node_modules/zod': lock.packages['node_modules/zod'] } };

/** A project with a pretended npm that notes its calls. */
function project(
  files: Record<string, string>,
  npm = '#!/bin/sh\necho "$@" >> npm-calls; mkdir -p node_modules\n',
): string {
  const root = temporaryTree({ 'package-lock.json': JSON.stringify(lock), 'bin/npm': npm, ...files });
  chmodSync(join(root, 'bin/npm'), 0o755);
  return root;
}

function ensure(root: string) {
  const code = `import(${JSON.stringify(module)}).then(m => m.ensureInstalled(${JSON.stringify(root)})).catch(e => { console.error(e.message); process.exitCode = 1 })`;
  const env = { ...process.env, PATH: `${join(root, 'bin')}:${process.env.PATH}` };
  return spawnSync(process.execPath, ['-e', code], { encoding: 'utf8', env });
}

function npmCalls(root: string): string[] {
  const file = join(root, 'npm-calls');
  return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
}

test('installs once where nothing is installed, and says so in one line', () => {
  const root = project({});
  const first = ensure(root);
  expect(first.stdout.trim().split('\n')).toEqual([expect.stringContaining('npm ci')]);
  expect(ensure(root).stdout).toBe('');
  expect(npmCalls(root)).toEqual(['ci']);
});

test('leaves alone what npm installed by itself, other platforms aside', () => {
  const root = project({ 'node_modules/.package-lock.json': JSON.stringify(installed) });
  expect(ensure(root)).toMatchObject({ status: 0, stdout: '' });
  expect(npmCalls(root)).toEqual([]);
});

test('installs again when the lock file names another version', () => {
  const older = { packages: { 'node_modules/zod': { version: '4.0.0', integrity: 'sha512-y' } } };
  const root = project({ 'node_modules/.package-lock.json': JSON.stringify(older) });
  ensure(root);
  expect(npmCalls(root)).toEqual(['ci']);
});

test('a failing npm becomes one sentence with its reason, and is tried again next time', () => {
  const root = project(
    {},
    '#!/bin/sh\necho "$@" >> npm-calls\necho "npm error code ENOTFOUND" >&2\necho "npm error network request failed" >&2\nexit 7\n',
  );
  const { status, stderr } = ensure(root);
  expect(status).toBe(1);
  expect(stderr.trim()).toBe(
    'npm ci failed (exit code 7): network request failed. Check the network and the free disk space, then run this again.',
  );
  ensure(root);
  expect(npmCalls(root)).toHaveLength(2);
});

test('npm never runs on the Node that it is about to replace', () => {
  const root = project({ 'node_modules/.bin/npm': '#!/bin/sh\necho wrong >> npm-calls\n' });
  chmodSync(join(root, 'node_modules/.bin/npm'), 0o755);
  const env = {
    ...process.env,
    PATH: `${join(root, 'node_modules/.bin')}:${join(root, 'bin')}:${process.env.PATH}`,
  };
  execFileSync(
    process.execPath,
    ['-e', `import(${JSON.stringify(module)}).then(m => m.ensureInstalled(${JSON.stringify(root)}))`],
    { env },
  );
  expect(npmCalls(root)).toEqual(['ci']);
});
