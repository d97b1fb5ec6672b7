import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Publishers } from '@fernwart/addon-kit/package';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sampleFiles } from '../../../../../packages/addon-kit/testing/sample-package.ts';
import { Problem } from '../../platform/http/problem.ts';
import { packageCommands, refusalLines } from './commands.ts';

let folder: string;
let lines: string[];
let calls: unknown[];
let publishers: Publishers;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fernwart-commands-'));
  lines = [];
  calls = [];
  publishers = {};
  for (const [path, content] of Object.entries(sampleFiles())) {
    await mkdir(dirname(join(folder, 'source', path)), { recursive: true });
    await writeFile(join(folder, 'source', path), content);
  }
});
afterEach(() => rm(folder, { recursive: true }));

const at = (name: string) => join(folder, name);
async function run(...args: string[]): Promise<void> {
  const command = packageCommands({
    trust: () => ({ publishers, allowUnsigned: [] }),
    print: (line) => void lines.push(line),
    by: { id: null, name: 'command line' },
    connect: async () => ({
      list: async () => [],
      installPackage: async (bytes, by) => void calls.push(['install', bytes.length > 0, by.name]),
      remove: async (...given) => void calls.push(['remove', ...given]),
      close: async () => void calls.push('close'),
    }),
  });
  await command.exitOverride().parseAsync(args, { from: 'user' });
}

test('a key is never written over another one', async () => {
  await writeFile(at('key.pem'), 'precious');
  await expect(run('keygen', at('key.pem'), '--name', 'Me')).rejects.toMatchObject({ code: 'EEXIST' });
  expect(await readFile(at('key.pem'), 'utf8')).toBe('precious');
});

test('what cannot be read is neither packed nor verified', async () => {
  await writeFile(at('source/manifest.json'), '{}');
  await expect(run('pack', at('source'), at('a.zip'))).rejects.toMatchObject({ code: 'manifest_invalid' });
  await expect(stat(at('a.zip'))).rejects.toMatchObject({ code: 'ENOENT' });
  await writeFile(at('b.zip'), 'no archive');
  const refusal: unknown = await run('verify', at('b.zip')).catch((error: unknown) => error);
  expect(refusalLines(refusal)).toEqual(['This is not a ZIP file. (archive_not_zip)']);
});

test('from a key to a package that a server trusts', async () => {
  await run('keygen', at('key.pem'), '--name', 'Me');
  expect((await stat(at('key.pem'))).mode & 0o777).toBe(0o600);
  const entry = lines.at(-1) ?? '';
  await run('pack', at('source'), at('a.zip'));
  await expect(run('verify', at('a.zip'))).rejects.toMatchObject({ code: 'unsigned' });
  await run('sign', at('a.zip'), '--key', at('key.pem'));
  await expect(run('verify', at('a.zip'))).rejects.toMatchObject({ code: 'publisher_unknown' });
  publishers = JSON.parse(entry) as Publishers;
  await run('verify', at('a.zip'));
  expect(lines.at(-1)).toBe('signed by Me');
  expect(lines.join('\n')).not.toContain('PRIVATE');
});

test('what a package is, brings and may do', async () => {
  await run('pack', at('source'), at('a.zip'));
  await run('inspect', at('a.zip'));
  expect(lines).toEqual(
    expect.arrayContaining([
      'Sample (sample) 1.0.0, by Fernwart',
      'signature   none',
      'may         Write journal entries',
      'workflow    W_greet 1.0',
      'migration   0001_tables',
    ]),
  );
});

test('installing and removing go through the connection, which is closed in the end', async () => {
  await run('pack', at('source'), at('a.zip'));
  await run('install', at('a.zip'));
  await run('remove', 'sample', '--delete-data', 'Sample');
  expect(calls).toEqual([
    ['install', true, 'command line'],
    'close',
    ['remove', 'sample', { data: 'delete', confirmName: 'Sample' }, { id: null, name: 'command line' }],
    'close',
  ]);
});

test('problems of the server are told as sentences', () => {
  expect(refusalLines(new Problem('not_found'))).toEqual(['This does not exist, or you may not see it.']);
  expect(refusalLines(new Error('a mistake of ours'))).toBeNull();
});
