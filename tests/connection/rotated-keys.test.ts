import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { type OpenDesk, openDesk } from '../crash/open-desk.ts';
import type { Stage } from '../crash/stage.ts';
import { signedIn } from '../support/desk-client.ts';
import { asAdministrator } from './connection-client.ts';
import { tablesOf } from './find-secrets.ts';

const main = fileURLToPath(new URL('../../apps/server/src/main.ts', import.meta.url));

let desk: OpenDesk;
let stage: Stage;
beforeAll(async () => {
  desk = await openDesk(inject('postgresUrl'), 2);
  stage = desk.stage;
}, 180_000);
afterAll(() => desk.close(), 60_000);

const keyFile = (node: number) => join(desk.copy.folders[node] ?? '', 'master.key');

/** `./fernwart secrets rotate` on the first machine. */
function rotate() {
  const child = spawn(process.execPath, [main, 'secrets', 'rotate'], {
    env: {
      ...process.env,
      FERNWART_DATA: desk.copy.folders[0] ?? '',
      DATABASE_URL: desk.copy.databaseUrl ?? '',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
  return {
    said: () => said,
    kill: () => child.kill('SIGKILL'),
    ended: once(child, 'exit').then(([code]) => Number(code)),
  };
}

test('a master key is changed on two nodes at work: nothing fails, it waits for a node without the key, and goes on after a kill', async () => {
  const [oldKey = ''] = await query<{ id: string }>('select id from sealing_keys').then((rows) =>
    rows.map(({ id }) => id),
  );
  expect(await tablesNaming(oldKey)).toContain('pkg_teamviewer.connections');
  const load = startLoad();

  const first = rotate();
  await expect.poll(first.said, { timeout: 30_000 }).toMatch(/Waiting for 1 node/);
  await copyFile(keyFile(0), keyFile(1));
  await expect.poll(first.said, { timeout: 30_000 }).toMatch(/is being sealed anew/);
  first.kill();
  await first.ended;
  const second = rotate();
  expect(await second.ended).toBe(0);
  expect(second.said()).toMatch(/Everything is sealed under/);

  const { failed, calls } = await load.end();
  expect(failed).toEqual([]);
  expect(calls).toBeGreaterThan(30);
  expect(await tablesNaming(oldKey)).toEqual([]);
  const audited = await query<{ action: string }>(
    `select action from audit where action like 'secrets.%' order by at`,
  );
  expect(audited.map(({ action }) => action)).toEqual(['secrets.new_key', 'secrets.rotated']);

  // Whoever starts with the new key alone opens everything.
  const [newest = ''] = (await readFile(keyFile(0), 'utf8')).split('\n');
  await stage.kill(0);
  await writeFile(keyFile(0), `${newest}\n`);
  await stage.start(0);
  const admin = await asAdministrator(stage.nodes[0]?.origin ?? '');
  for (const action of ['get-token', 'check']) {
    const { run } = await admin.press(action);
    expect(await admin.ended(run)).toBe('succeeded');
  }
}, 180_000);

/** Reads and writes secrets all the time, on both nodes: tokens, codes on their way, sessions' links. */
function startLoad() {
  const failed: string[] = [];
  let calls = 0;
  let working = true;
  const node = (index: number) => stage.nodes[index]?.origin ?? '';
  async function repeat(work: () => Promise<void>): Promise<void> {
    while (working) {
      try {
        await work();
        calls += 1;
      } catch (error) {
        failed.push(String(error));
      }
    }
  }
  async function administer(index: number): Promise<void> {
    const admin = await asAdministrator(node(index));
    await repeat(async () => {
      await admin.browser.send(
        'GET',
        `${node(index)}/open/teamviewer/authorize/configuration/${admin.configurationId}`,
      );
      const { run } = await admin.press('get-token');
      if ((await admin.ended(run)) !== 'succeeded') throw new Error('the token was not renewed');
    });
  }
  async function join(): Promise<void> {
    const anna = await signedIn(node(1), 'anna');
    const { id } = await anna.takenOverActivity('A session whose links are opened again and again');
    const { run = '' } = await anna.createSession(id);
    await expect
      .poll(async () => (await anna.get<{ state: string }>(`/runs/${run}`)).state, { timeout: 30_000 })
      .toBe('succeeded');
    await repeat(async () => {
      await anna.browser.send('GET', `${node(1)}/open/teamviewer/join-native/activity/${id}`);
      await new Promise((resolve) => setTimeout(resolve, 200));
    });
  }
  const all = Promise.all([administer(0), administer(1), join()]);
  return {
    async end() {
      working = false;
      await all;
      return { failed, calls };
    },
  };
}

async function query<Row extends object>(text: string): Promise<Row[]> {
  return (await stage.nodes[1]?.query<Row>(text)) ?? [];
}

/** Tables in which something is sealed under that key. */
async function tablesNaming(keyId: string): Promise<string[]> {
  const tables = await tablesOf(query);
  return tables
    .filter(({ name, bytes }) => bytes.includes(`v2.${keyId}.`) && name !== 'public.sealing_keys')
    .map(({ name }) => name);
}
