import { setTimeout as wait } from 'node:timers/promises';
import type { DevEnv } from '@fernwart/dev-env';
import { drivenClock, systemClock } from '@fernwart/server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DeskClient, signedIn } from '../support/desk-client.ts';
import { places, startTestDesk, type TestPlace } from '../support/test-desk.ts';

const clock = drivenClock(systemClock());
let place: TestPlace;
let desk: DevEnv;
beforeAll(async () => {
  place = await places[1].make();
  desk = await startTestDesk(place, { clock });
}, 120_000);
afterAll(async () => {
  await desk?.stop();
  await place.remove();
});

test('what one poll sees, two viewers see within two seconds, and nobody asks TeamViewer twice', async () => {
  const [anna, ben] = await Promise.all(['anna', 'ben'].map((login) => signedIn(desk.server.origin, login)));
  if (anna === undefined || ben === undefined) throw new Error('Nobody is signed in.');
  const { id } = await anna.takenOverActivity('The screen stays dark');
  await anna.createSession(id);
  await expect.poll(() => anna.offers(id), { timeout: 60_000 }).toContain('teamviewer/join-native');
  const watching = [await watch(anna, id), await watch(ben, id)];
  // The first poll after somebody began to look sees nobody yet.
  clock.advance(Temporal.Duration.from({ seconds: 11 }));
  await expect.poll(polls, { timeout: 60_000 }).toBeGreaterThan(0);
  await settled();

  const [code] = desk.emulator.state.sessions.keys();
  await fetch(`${desk.emulator.origin}/emulator/api/play`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ action: 'customer-joins', code }),
  });
  const before = await polls();
  clock.advance(Temporal.Duration.from({ seconds: 11 }));
  while ((await polls()) === before) await wait(5);
  const polledAt = performance.now();
  const seenAt = await Promise.all(watching.map((viewer) => viewer.seen));
  expect(await polls()).toBe(before + 1);
  for (const at of seenAt) expect(at - polledAt).toBeLessThan(2000);
}, 90_000);

/** Reads the panel now and whenever the activity's topic is touched, as the console does; tells when it says that the customer is there. */
async function watch(viewer: DeskClient, id: string): Promise<{ seen: Promise<number> }> {
  const panel = `/packages/teamviewer/panels/session?subjectType=activity&subjectId=${id}`;
  const isOnline = async () => online.test(JSON.stringify(await viewer.get(panel)));
  expect(await isOnline()).toBe(false);
  const stream = await viewer.browser.send(
    'GET',
    `${desk.server.origin}/api/v1/live?topic=${encodeURIComponent(`activity:${id}`)}`,
  );
  const seen = (async () => {
    for await (const bytes of stream.body ?? []) {
      if (!new TextDecoder().decode(bytes).includes('data:')) continue;
      if (await isOnline()) return performance.now();
    }
    throw new Error('The stream ended.');
  })();
  return { seen };
}

/** What the strip says in either language. */
const online = /waiting or connected|wartet oder ist verbunden/;

async function polls(): Promise<number> {
  const answer = await fetch(`${desk.emulator.origin}/emulator/api/calls`);
  const { counters } = (await answer.json()) as { counters: Record<string, { calls: number }> };
  return counters['GET /sessions']?.calls ?? 0;
}

/** No poll is under way or due at once. */
async function settled(): Promise<void> {
  for (let last = -1, now = await polls(); last !== now; now = await polls()) {
    last = now;
    await wait(700);
  }
}
