import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { hostMap } from '@fernwart/teamviewer-emulator';
import pg from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { developmentPublishers } from '../../packages/dev-env/src/development-publishers.ts';
import { type ThrowawayPostgres, throwawayPostgres } from '../../tools/test/throwaway-postgres.ts';
import { patiently } from '../crash/clients.ts';
import { type OpenDesk, openDesk } from '../crash/open-desk.ts';
import type { Stage } from '../crash/stage.ts';
import { type DeskClient, signedIn } from '../support/desk-client.ts';

const fernwart = fileURLToPath(new URL('../../fernwart', import.meta.url));
let postgres: ThrowawayPostgres;
let desk: OpenDesk;
let stage: Stage;
beforeAll(async () => {
  // A server of its own: it is restarted under the feet of the nodes.
  postgres = await throwawayPostgres();
  desk = await openDesk(postgres.url, 3);
  stage = desk.stage;
}, 180_000);
afterAll(async () => {
  await desk.close();
  await postgres.stop();
}, 60_000);

const nodeOrigin = (index: number) => stage.nodes[index]?.origin ?? '';

test('what one node changes is pushed to who watches on another', async () => {
  const anna = await signedIn(nodeOrigin(0), 'anna');
  const { id } = await anna.takenOverActivity('The display stays dark');
  const leaving = new AbortController();
  const events = await watch('ben', nodeOrigin(1), `activity:${id}`, leaving.signal);
  await anna.post(`/activities/${id}/journal`, { text: 'Looked at it.' });
  expect(await events.next()).toBe(`activity:${id}`);
  leaving.abort();
}, 60_000);

test('a node that is killed under load costs no request that a client repeats', async () => {
  const anna = await signedIn(stage.origin, 'anna');
  const { id } = await anna.takenOverActivity('The mouse jumps');
  const wanted = Array.from({ length: 60 }, (_, index) => `note ${index}`);
  const writing = Promise.all(
    wanted.map((text) => patiently(() => anna.post(`/activities/${id}/journal`, { text }))),
  );
  await stage.kill(2);
  await writing;
  const journal = await anna.journal(id);
  for (const text of wanted) expect(journal).toContain(text);
  await stage.start(2);
}, 120_000);

test('a node that is asked to end under load answers what is under way, and nothing was done of what it did not answer', async () => {
  const node = await ownNode();
  const anna = await signedIn(nodeOrigin(0), 'anna');
  const { id } = await anna.takenOverActivity('The fan is loud');
  const blocked = await anna.takenOverActivity('The key is stuck');
  const there = await signedIn(node.origin, 'anna');
  const leaving = new AbortController();
  const events = await watch('ben', node.origin, `activity:${id}`, leaving.signal);

  // One request is under way for certain: it waits for a lock that we hold. Twenty clients write beside it.
  const lock = new pg.Client({ connectionString: desk.copy.databaseUrl ?? '' });
  await lock.connect();
  lock.on('error', () => undefined);
  await lock.query('begin');
  await lock.query('select 1 from activities where id = $1 for update', [blocked.id]);
  const slow = there
    .post(`/activities/${blocked.id}/journal`, { text: 'under way' })
    .then(() => 'answered', String);
  const elsewhere = await signedIn(stage.origin, 'ben');
  const answered: string[] = [];
  let repeated = 0;
  const write = async (writer: number) => {
    let desk = there;
    for (let index = 0; index < 12; index += 1) {
      const text = `line ${writer}-${index}.`;
      const post = () => desk.post(`/activities/${id}/journal`, { text });
      await post().catch(() => {
        // What was not answered is done again by another node.
        repeated += 1;
        desk = elsewhere;
        return post();
      });
      answered.push(text);
      await wait(20);
    }
  };
  const writing = Promise.all(Array.from({ length: 20 }, (_, writer) => write(writer)));
  writing.catch(() => undefined);
  await vi.waitFor(() => expect(answered.length).toBeGreaterThan(20), 30_000);
  node.child.kill('SIGTERM');
  await events.over();
  await vi.waitFor(() => expect(repeated).toBeGreaterThan(0), 30_000);
  await lock.query('commit');
  await lock.end();
  expect(await slow).toBe('answered');
  await writing;
  expect(await node.ended).toEqual([0, null]);
  leaving.abort();

  const texts = (await allOf(anna, id)).filter((text) => text.startsWith('line '));
  expect(texts.toSorted()).toEqual(answered.toSorted());
  expect(answered).toHaveLength(240);
  expect((await anna.journal(blocked.id)).filter((text) => text === 'under way')).toHaveLength(1);
}, 120_000);

test('PostgreSQL that is restarted under load is found again by every node, and nothing acknowledged is lost', async () => {
  const anna = await signedIn(stage.origin, 'anna');
  const { id } = await anna.takenOverActivity('No sound');
  const noted: string[] = [];
  let working = true;
  const writing = (async () => {
    for (let index = 0; working; index += 1) {
      const text = `word ${index}`;
      const answered = await anna.post(`/activities/${id}/journal`, { text }).then(
        () => true,
        () => false,
      );
      if (answered) noted.push(text);
    }
  })();
  await patiently(async () => expect(noted.length).toBeGreaterThan(5));
  await postgres.restart();
  const before = noted.length;
  await patiently(async () => expect(noted.length).toBeGreaterThan(before + 5));
  working = false;
  await writing;

  expect(stage.deserted).toEqual([]);
  const journal = await anna.journal(id);
  for (const text of noted.slice(-190)) expect(journal).toContain(text);
  // Listening was taken up again as well: a session comes about, and who watches on another node is told.
  for (const [index] of stage.nodes.entries()) {
    const there = await patiently(() => signedIn(nodeOrigin(index), 'anna'));
    await there.post(`/activities/${id}/journal`, { text: `by node ${index}` });
  }
  const leaving = new AbortController();
  const events = await watch('anna', nodeOrigin(1), `activity:${id}`, leaving.signal);
  await anna.createSession(id);
  expect(await events.next()).toBe(`activity:${id}`);
  leaving.abort();
  await expect
    .poll(() => anna.offers(id), { timeout: 40_000, interval: 500 })
    .toContain('teamviewer/join-native');
}, 180_000);

/** A node beside the others, as an operator starts it. */
async function ownNode(): Promise<{
  origin: string;
  child: ChildProcess;
  ended: Promise<[code: number | null, signal: string | null]>;
}> {
  const data = join(desk.copy.folders[0] ?? '', 'own');
  await mkdir(data);
  await copyFile(join(desk.copy.folders[0] ?? '', 'master.key'), join(data, 'master.key'));
  const child = spawn(fernwart, ['serve'], {
    env: {
      PATH: process.env.PATH,
      PORT: '0',
      FERNWART_DATA: data,
      DATABASE_URL: desk.copy.databaseUrl ?? '',
      FERNWART_HOSTS: JSON.stringify(hostMap(stage.answers.origin)),
      FERNWART_PUBLISHERS: JSON.stringify(developmentPublishers()),
      FERNWART_LOG_LEVEL: 'error',
      SMTP_URL: stage.catcher.smtpUrl,
      FERNWART_MAIL_FROM: 'desk@example.org',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'close') as Promise<[number | null, string | null]>;
  let out = '';
  for await (const chunk of child.stdout.iterator({ destroyOnReturn: false })) {
    out += String(chunk);
    const origin = /ready at (http:\S+)/.exec(out)?.[1];
    if (origin === undefined) continue;
    child.stdout.resume();
    return { origin, child, ended };
  }
  throw new Error(`the node ended: ${out}`);
}

/** Every entry, however many pages there are. */
async function allOf(desk: DeskClient, id: string): Promise<string[]> {
  interface Page {
    items: { content: { en: { text?: string }[] } }[];
    nextCursor?: string;
  }
  const found: string[] = [];
  for (let cursor = ''; ; ) {
    const page = await desk.get<Page>(
      `/activities/${id}/journal?limit=100${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`,
    );
    found.push(...page.items.map(({ content }) => content.en.map(({ text }) => text ?? '').join('')));
    if (page.nextCursor === undefined) return found;
    cursor = page.nextCursor;
  }
}

/** The topics that a live stream tells; resolves once it is open. */
async function watch(
  login: string,
  origin: string,
  topic: string,
  signal: AbortSignal,
): Promise<{ next(): Promise<string>; over(): Promise<void> }> {
  const session = await fetch(`${origin}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify({ login, password: 'fernwart' }),
  });
  const cookie = session.headers
    .getSetCookie()
    .map((each) => each.split(';', 1)[0])
    .join('; ');
  const stream = await fetch(`${origin}/api/v1/live?topic=${encodeURIComponent(topic)}`, {
    headers: { cookie },
    signal,
  });
  const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (!reader || stream.status !== 200) throw new Error(`the stream answered ${stream.status}`);
  let text = '';
  return {
    async next() {
      for (;;) {
        const found = /data: *\{"topic":"([^"]+)"\}/.exec(text)?.[1];
        if (found !== undefined) return found;
        const { value, done } = await reader.read();
        if (done) throw new Error('the stream ended');
        text += value;
      }
    },
    async over() {
      while (!(await reader.read()).done);
    },
  };
}
