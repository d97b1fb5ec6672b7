import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Acknowledged, workAsAgent } from './clients.ts';
import type { DeskTemplate } from './desk-template.ts';
import { brokenInvariants } from './invariants.ts';
import { makeMischief } from './mischief.ts';
import { ask, untilQuiet } from './quiet.ts';
import { seeded } from './seeded.ts';
import { openStage, type Stage } from './stage.ts';

export interface CrashRun {
  readonly seed: number;
  readonly nodes: number;
  /** What was done to it, in order. */
  readonly mischief: readonly string[];
  readonly sessions: number;
  /** Of agents' steps: refusals and broken connections. */
  readonly refused: readonly string[];
  /** Sentences that should not be true. Empty: all is well. */
  readonly wrong: readonly string[];
  /** Where the servers' logs and the plan lie; null when all is well. */
  readonly evidence: string | null;
}

export interface CrashOptions {
  readonly template: DeskTemplate;
  readonly seed: number;
  readonly nodes: number;
  readonly steps: number;
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
  seed,
  nodes,
  steps,
  sabotage,
  patience = 400,
}: CrashOptions): Promise<CrashRun> {
  const random = seeded(seed);
  const evidence = await mkdtemp(join(tmpdir(), `fernwart-crash-${seed}-`));
  const copy = await template.copy(nodes);
  const stage = await openStage(copy, join(evidence, 'servers.log'));
  const acknowledged: Acknowledged = { activities: [], comments: [], refused: [] };
  const evening = new AbortController();
  let mischief: string[] = [];
  const wrong: string[] = [];
  try {
    if (sabotage !== undefined) await ask(stage, sabotage);
    const striking = makeMischief(stage, random.branch(), evening.signal);
    const agents = ['anna', 'ben'].map((login) =>
      workAsAgent(stage, random.branch(), login, steps, acknowledged),
    );
    await Promise.allSettled(agents).then((ends) => {
      for (const end of ends)
        if (end.status === 'rejected') wrong.push(`an agent gave up: ${String(end.reason)}`);
    });
    evening.abort();
    mischief = await striking;
    const left = await untilQuiet(stage, acknowledged.activities, patience);
    wrong.push(...left, ...(await brokenInvariants(stage, acknowledged)));
    if (wrong.length > 0) await keepEvidence(stage, evidence);
  } catch (error) {
    wrong.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
  } finally {
    evening.abort();
    await stage.stop();
  }
  const sessions = stage.emulator.state.sessions.size;
  await writeFile(
    join(evidence, 'run.json'),
    JSON.stringify({ seed, nodes, mischief, wrong, acknowledged }, null, 2),
  );
  await copy.remove();
  if (wrong.length === 0) await rm(evidence, { recursive: true, force: true });
  const { refused } = acknowledged;
  return { seed, nodes, mischief, refused, sessions, wrong, evidence: wrong.length === 0 ? null : evidence };
}
