import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { demoConfig } from '@fernwart/dev-env';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type NodeProcess, startNodeProcess } from '../support/node-process.ts';
import { signedSample } from './signed-sample.ts';

const program = fileURLToPath(new URL('./dying-server.ts', import.meta.url));
const second = { 'migrations/0002_more.sql': 'alter table greetings add column more text' };

let root: string;
let template: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'fernwart-killed-'));
  template = join(root, 'template');
  expect(await install(template, await signedSample())).toEqual([0, null]);
}, 120_000);
afterAll(() => rm(root, { recursive: true, force: true }));

/** How the process ended: its code and its signal. */
async function install(folder: string, bytes: Buffer, ...killed: string[]): Promise<unknown[]> {
  const archive = join(root, 'package.zip');
  await writeFile(archive, bytes);
  const child = spawn(process.execPath, [program, folder, archive, ...killed], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  return once(child, 'exit');
}
function serve(dataFolder: string): Promise<NodeProcess> {
  const {
    database: _database,
    mail: _mail,
    keys: _keys,
    ...config
  } = demoConfig({ dataFolder, port: 0, blank: true }, {}, '');
  return startNodeProcess({
    ...config,
    logLevel: 'error',
    databaseUrl: null,
    smtpUrl: 'smtp://127.0.0.1:9',
  });
}
async function state(node: NodeProcess) {
  const [row] = await node.query<object>(`
    select (select version from packages) as version,
      (select count(*)::int from information_schema.columns where table_schema = 'pkg_sample' and column_name = 'more') as more,
      (select count(*)::int from package_migrations) as migrations`);
  return row;
}
const old = { version: '1.0.0', more: 0, migrations: 1 };
const upgraded = { version: '1.1.0', more: 1, migrations: 2 };

test.each([
  ['before anything was checked', 'Stage 1 of 4', 'before', old],
  ['after it was checked', 'Stage 2 of 4', 'before', old],
  ['after it was drained', 'Stage 3 of 4', 'before', old],
  ['inside the transaction', '"step":"upgrade"', 'before', old],
  ['right after the transaction', '"step":"upgrade"', 'after', upgraded],
  ['before it is activated', 'Stage 4 of 4', 'before', upgraded],
  ['after it was activated', 'Every node runs it', 'after', upgraded],
])(
  'a server killed %s: old or new when it is back, the installation ends, and another can start',
  async (_name, marker, when, expected) => {
    const folder = join(root, `${marker.replaceAll(/\W/g, '')}-${when}`);
    await cp(template, folder, { recursive: true });
    const archive = await signedSample({ version: '1.1.0' }, second);
    expect(await install(folder, archive, marker, when)).toEqual([null, 'SIGKILL']);

    const node = await serve(folder);
    expect(await state(node)).toEqual(expected);
    // The run waits for the dead server's lease; a quarter of a minute passes.
    await node.query(
      "update runs set lease_until = now() - interval '1 second' where state <> 'succeeded' returning id",
    );
    await expect.poll(() => state(node), { timeout: 60_000 }).toEqual(upgraded);
    await expect
      .poll(() => node.query("select 1 from runs where state <> 'succeeded'"), { timeout: 60_000 })
      .toEqual([]);
    await node.stop();

    expect(await install(folder, await signedSample({ version: '1.2.0' }, second))).toEqual([0, null]);
  },
);
