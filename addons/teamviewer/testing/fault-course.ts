import { expect } from 'vitest';
import { sessionsOfActivity } from '../src/sessions/store.ts';
import { rules, workflows } from '../src/shared/names.ts';
import { activityId, type ConnectedDesk, connectedDesk } from './connected-desk.ts';
import { emptyPackageDatabase, type PackageDatabase } from './package-database.ts';

/** Numbers from a seed (mulberry32), so that a failing course of events can be walked again. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Every call and every commit may go wrong: before its effect, after it, or with an answer that decides nothing. */
function spoil(desk: ConnectedDesk, random: () => number, share: number): void {
  const hits = () => random() < share;
  desk.teamviewer.fault = () => {
    if (!hits()) return undefined;
    if (random() < 0.5) throw new Error('connection refused');
    return { status: 503 };
  };
  desk.teamviewer.afterwards = () => {
    if (hits()) throw new Error('connection reset');
  };
  desk.failCommit = () => random() < share / 2;
}

function heal(desk: ConnectedDesk): void {
  desk.teamviewer.fault = null;
  desk.teamviewer.afterwards = null;
  desk.failCommit = null;
}

/** A run that was cut short goes on later, as the platform has it after a crash. */
async function passThroughCrashes(desk: ConnectedDesk, duration: Temporal.DurationLike): Promise<void> {
  const end = desk.clock.now().add(duration);
  while (Temporal.Instant.compare(desk.clock.now(), end) < 0) {
    try {
      await desk.pass(desk.clock.now().until(end));
    } catch {
      for (const run of desk.runs) if (run.state === 'running') run.state = 'waiting';
      desk.clock.advance({ seconds: 15 });
    }
  }
}

/**
 * Walks one course of events in which anything may go wrong, then lets everything heal, and holds what is left against
 * what must be true: one recorded session per creation, none left open beyond it, one entry per fact. Answers how many
 * sessions were recorded, so that a caller can see that something happened at all.
 */
export async function walkFaults(database: PackageDatabase, seed: number): Promise<number> {
  await emptyPackageDatabase(database);
  const desk = await connectedDesk(database);
  const random = seeded(seed);
  spoil(desk, random, 0.25);
  await Promise.allSettled(Array.from({ length: 5 }, () => desk.press('create-session', 'kim')));
  await passThroughCrashes(desk, { minutes: Math.ceil(random() * 4) });
  const isClosedMeanwhile = random() < 0.3;
  if (isClosedMeanwhile) desk.change({ state: 204 });
  await passThroughCrashes(desk, { minutes: 20 });
  heal(desk);
  await passThroughCrashes(desk, { minutes: 75 });

  const sessions = await sessionsOfActivity(desk.host.sql, activityId);
  const live = sessions.filter((session) => session.state === 'open' || session.state === 'creating');
  const open = desk.teamviewer.open().map((session) => session.code);
  expect(live.length).toBeLessThanOrEqual(1);
  expect(open).toEqual(live.map((session) => session.code));
  expect(live.filter((session) => session.state === 'creating')).toEqual([]);
  const created = desk.journal.filter((entry) => entry.key.endsWith(':created'));
  expect(created).toHaveLength(sessions.filter((session) => session.code !== null).length);
  expect(desk.mails.filter((mail) => mail.key.startsWith('invitation:')).length).toBeLessThanOrEqual(
    created.length,
  );
  if (isClosedMeanwhile) expect(live).toEqual([]);

  // And the end is recorded once.
  desk.change({ state: 204 });
  await desk.event(workflows.collectReports, rules.closed);
  await passThroughCrashes(desk, { minutes: 15 });
  expect(desk.teamviewer.open()).toEqual([]);
  const records = desk.journal.filter((entry) => entry.key.endsWith(':record:1'));
  expect(records).toHaveLength(created.length);
  return created.length;
}
