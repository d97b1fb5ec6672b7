import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ThrowawayPostgres, throwawayPostgres } from '../../tools/test/throwaway-postgres.ts';
import { patiently } from '../crash/clients.ts';
import { type DeskCopy, type DeskTemplate, makeTemplate } from '../crash/desk-template.ts';
import { openStage, type Stage } from '../crash/stage.ts';
import { signedIn } from '../support/desk-client.ts';

let postgres: ThrowawayPostgres;
let template: DeskTemplate;
let copy: DeskCopy;
let stage: Stage;
beforeAll(async () => {
  // A server of its own: it is restarted under the feet of the nodes.
  postgres = await throwawayPostgres();
  template = await makeTemplate(postgres.url);
  copy = await template.copy(3);
  stage = await openStage(copy, join(copy.folders[0] ?? '', 'servers.log'));
}, 180_000);
afterAll(async () => {
  await stage.stop();
  await copy.remove();
  await template.remove();
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

/** The topics that a live stream tells; resolves once it is open. */
async function watch(
  login: string,
  origin: string,
  topic: string,
  signal: AbortSignal,
): Promise<{ next(): Promise<string> }> {
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
  };
}
