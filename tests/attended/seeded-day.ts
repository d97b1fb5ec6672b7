import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type DeskTemplate, onServer } from '../crash/desk-template.ts';
import { brokenInvariants } from '../crash/invariants.ts';
import { untilQuiet } from '../crash/quiet.ts';
import { type Seeded, seeded } from '../crash/seeded.ts';
import { openStage, type Stage } from '../crash/stage.ts';
import { courseOf, walkCourse } from './course.ts';
import { type MarkedStep, markedSteps } from './marked-steps.ts';
import { wrongWithSessions } from './session-invariants.ts';

export interface SeededDay {
  /** Steps at which the server was killed. */
  readonly killedAt: readonly string[];
  /** Faults that struck at TeamViewer. */
  readonly strikes: number;
  readonly sessions: number;
  /** Sentences that should not be true. */
  readonly wrong: readonly string[];
}

/**
 * A day on a real server process: every seed is a course on an activity of its own, all at once, while TeamViewer
 * refuses, loses answers and acts late, and the server is killed once at each marked step.
 */
export async function seededDay(template: DeskTemplate, seeds: readonly number[]): Promise<SeededDay> {
  const random = seeded(seeds[0] ?? 0);
  const evidence = await mkdtemp(join(tmpdir(), 'fernwart-day-'));
  const copy = await template.copy(1);
  const stage = await openStage(copy, join(evidence, 'server.log'));
  const over = new AbortController();
  try {
    const time = passTime(stage, over.signal);
    const deaths = killAtMarkedSteps(stage, copy.databaseUrl, over.signal);
    const plan = await planFaults(stage, random);
    const walked = await Promise.allSettled(
      seeds.map((seed) => walkCourse(stage, courseOf(seed, seeded(seed)))),
    );
    const wrong = walked.flatMap((end) => (end.status === 'rejected' ? [String(end.reason)] : []));
    const strikes = await plan.clear();
    const ids = walked.flatMap((end) => (end.status === 'fulfilled' ? [end.value] : []));
    // What was left to expire does so, and everything else is asked for once more.
    stage.advance({ hours: 25 });
    await Promise.race([deaths, wait(30_000)]);
    over.abort();
    const killedAt = await deaths;
    await time;
    wrong.push(...(await untilQuiet(stage, ids, 200)));
    wrong.push(...(await brokenInvariants(stage, { activities: ids, comments: [], runs: [], refused: [] })));
    wrong.push(...(await wrongWithSessions(stage, ids)));
    return { killedAt, strikes, sessions: stage.emulator.state.sessions.size, wrong };
  } finally {
    over.abort();
    await stage.stop();
    await copy.remove();
    await rm(evidence, { recursive: true, force: true });
  }
}

/** Twenty times as fast as outside, so that calls which hang run into their deadlines. */
async function passTime(stage: Stage, until: AbortSignal): Promise<void> {
  while (!until.aborted) {
    await wait(250);
    stage.advance({ seconds: 5 });
  }
}

/** Kills the server once at each step, in their order, and starts it again. */
async function killAtMarkedSteps(
  stage: Stage,
  databaseUrl: string | null,
  until: AbortSignal,
): Promise<string[]> {
  const done: string[] = [];
  for (const step of markedSteps) {
    if (!(await reached(stage, step, until))) continue;
    done.push(step.name);
    await stage.kill(0);
    if (databaseUrl !== null) await endLeasesOfTheDead(databaseUrl);
    await stage.start(0);
  }
  return done;
}

/** There is one process, and it is gone: nobody has to wait out its leases. */
async function endLeasesOfTheDead(databaseUrl: string): Promise<void> {
  await onServer(databaseUrl, 'update runs set lease_until = now() where lease_until is not null');
  await onServer(databaseUrl, 'update mails set lease_until = now() where lease_until is not null');
}

function reached(stage: Stage, step: MarkedStep, until: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    if (until.aborted) return resolve(false);
    const disarm = step.arm(stage, () => {
      // At once, before the answer is read; the promise comes later.
      stage.nodes[0]?.kill();
      resolve(true);
    });
    until.addEventListener('abort', () => {
      disarm();
      resolve(false);
    });
  });
}

const endpoints = [
  'POST /sessions',
  'GET /sessions',
  'GET /sessions/{code}',
  'PUT /sessions/{code}',
  'GET /groups',
  'GET /reports/connections',
] as const;

/** Every call meets every kind of trouble, seldom enough that work goes on. */
const kinds = [
  { kind: 'refuse-before-effect', status: 503 },
  { kind: 'status', status: 500 },
  { kind: 'status', status: 502 },
  { kind: 'lose-answer-after-effect' },
  { kind: 'effect-after-timeout', ms: 2500 },
  { kind: 'half-open-socket' },
  { kind: 'truncated-body' },
  { kind: 'non-json-body' },
  { kind: 'rate-limit-403' },
  { kind: 'rate-limit-429', retryAfterSeconds: 20 },
] as const;

async function planFaults(stage: Stage, random: Seeded): Promise<{ clear(): Promise<number> }> {
  const at = `${stage.emulator.origin}/emulator/api/faults`;
  const plan = endpoints.flatMap((endpoint) =>
    kinds.map((effect) => ({
      endpoint,
      count: 1 + random.below(2),
      probability: 0.05 + random.next() * 0.15,
      ...effect,
    })),
  );
  await fetch(at, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(plan),
  });
  return {
    async clear() {
      const { faults } = (await (await fetch(at)).json()) as { faults: { strikes: number }[] };
      await fetch(at, { method: 'DELETE' });
      return faults.reduce((sum, fault) => sum + fault.strikes, 0);
    },
  };
}
