import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synchronised, workAsAdministrator } from './administrator.ts';
import { ask } from './ask.ts';
import { type Acknowledged, oneMoreSession, workAsAgent } from './clients.ts';
import type { DeskTemplate } from './desk-template.ts';
import { brokenInvariants } from './invariants.ts';
import { makeMischief, type Weather } from './mischief.ts';
import { untilQuiet } from './quiet.ts';
import { renewAtOnce } from './renew-at-once.ts';
import { seeded } from './seeded.ts';
import { openStage, type Stage } from './stage.ts';

export interface CrashRun {
  readonly seed: number;
  readonly nodes: number;
  /** What was done to it, in order. */
  readonly mischief: readonly string[];
  readonly sessions: number;
  /** Synchronisations and installations of the administrator. */
  readonly runs: number;
  /** What its day took, and the wait for quiet after it. */
  readonly seconds: { readonly day: number; readonly quiet: number };
  /** Of agents' steps: refusals and broken connections. */
  readonly refused: readonly string[];
  /** Sentences that should not be true. Empty: all is well. */
  readonly wrong: readonly string[];
  /** Where the servers' logs and the plan lie; null when all is well. */
  readonly evidence: string | null;
}

export interface CrashOptions {
  readonly template: DeskTemplate;
  /** The IDs that assets have where nothing is disturbed (`undisturbedIds`). */
  readonly ids: ReadonlyMap<string, string>;
  readonly seed: number;
  readonly nodes: number;
  readonly steps: number;
  /** Default `wild`. */
  readonly weather?: Weather;
  /** Done to the database before anybody works: a build that is broken on purpose. */
  readonly sabotage?: string;
  /** Rounds of half a minute to wait for quiet. */
  readonly patience?: number;
}

/** What is told of it afterwards; the database itself goes. */
const tables = {
  sessions: 'select * from pkg_teamviewer.sessions',
  entries: "select * from journal_entries where key like 'session:%' order by at",
  runs: 'select *, (select json_agg(l order by at) from run_log l where l.run_id = runs.id) as log from runs order by created_at',
  activities: "select id, number, state from activities where subject like 'Trouble%'",
} as const;

async function keepEvidence(stage: Stage, folder: string): Promise<void> {
  for (const [name, text] of Object.entries(tables))
    await writeFile(join(folder, `${name}.json`), JSON.stringify(await ask(stage, text), null, 2));
  const there = [...stage.emulator.state.sessions.values()];
  await writeFile(join(folder, 'teamviewer.json'), JSON.stringify(there, null, 2));
}

/** Plays a seed's day on real processes, kills and cuts meanwhile, waits for quiet and looks what is true. */
export async function crashRun({
  template,
  ids,
  seed,
  nodes,
  steps,
  weather = 'wild',
  sabotage,
  patience = 400,
}: CrashOptions): Promise<CrashRun> {
  const random = seeded(seed);
  const evidence = await mkdtemp(join(tmpdir(), `fernwart-crash-${seed}-`));
  const copy = await template.copy(nodes);
  const stage = await openStage(copy, join(evidence, 'servers.log'));
  const acknowledged: Acknowledged = { activities: [], comments: [], runs: [], refused: [] };
  const evening = new AbortController();
  let mischief: string[] = [];
  const wrong: string[] = [];
  const began = performance.now();
  let evened = began;
  try {
    if (sabotage !== undefined) await ask(stage, sabotage);
    const striking =
      weather === 'calm'
        ? renewAtOnce(stage, evening.signal)
        : makeMischief(stage, random.branch(), evening.signal);
    const agents = ['anna', 'ben'].map((login) =>
      workAsAgent(stage, random.branch(), login, steps, acknowledged),
    );
    const everybody = [...agents, workAsAdministrator(stage, random.branch(), steps, acknowledged)];
    await Promise.allSettled(everybody).then((ends) => {
      for (const end of ends)
        if (end.status === 'rejected') wrong.push(`somebody gave up: ${String(end.reason)}`);
    });
    evening.abort();
    mischief = await striking;
    evened = performance.now();
    wrong.push(...(await oneMoreSession(stage, acknowledged)));
    const left = await untilQuiet(stage, acknowledged.activities, patience);
    wrong.push(
      ...left,
      ...(await brokenInvariants(stage, acknowledged)),
      ...(await synchronised(stage, ids)),
      ...refusedRenewals(stage, mischief, weather),
    );
    if (wrong.length > 0) await keepEvidence(stage, evidence);
  } catch (error) {
    wrong.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
  } finally {
    evening.abort();
    await stage.stop();
  }
  const sessions = stage.emulator.state.sessions.size;
  const seconds = { day: between(began, evened), quiet: between(evened, performance.now()) };
  await writeFile(
    join(evidence, 'run.json'),
    JSON.stringify({ seed, nodes, mischief, wrong, acknowledged }, null, 2),
  );
  await copy.remove();
  if (wrong.length === 0) await rm(evidence, { recursive: true, force: true });
  const { refused, runs } = acknowledged;
  const kept = wrong.length === 0 ? null : evidence;
  return { seed, nodes, mischief, refused, sessions, runs: runs.length, seconds, wrong, evidence: kept };
}

/** A renewal that is lost with its node costs one more with a dead token; nothing else may use a token twice. */
function refusedRenewals(stage: Stage, mischief: readonly string[], weather: Weather): string[] {
  const refused = stage.answers.answered.filter(
    ({ path, status }) => path.toLowerCase().endsWith('/oauth2/token') && status >= 400,
  ).length;
  const excuses = weather === 'calm' ? 0 : mischief.length;
  return refused > excuses ? [`${refused} renewals of the tokens were refused`] : [];
}

function between(from: number, to: number): number {
  return Math.round((to - from) / 1000);
}
