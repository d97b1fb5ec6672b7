import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { bear, patiently } from '../crash/clients.ts';
import { type DeskCopy, makeTemplate } from '../crash/desk-template.ts';
import { reconnect } from '../crash/reconnect.ts';
import { seeded } from '../crash/seeded.ts';
import { openStage, type Stage } from '../crash/stage.ts';
import { asAdministrator, type ConnectionClient } from './connection-client.ts';
import { play } from './emulator-client.ts';

/** Where a refresh can be cut off. `answered` comes some milliseconds after the answer has left TeamViewer. */
export const points = ['request', 'answer', 'answered'] as const;

export interface KillRuns {
  /** What was not as it must be, in a line each. */
  readonly wrong: string[];
  /** How often a run ended how, e.g. `answer: reconnect_needed`. */
  readonly endings: Record<string, number>;
}

interface Connection {
  readonly state: string;
  readonly generation: number;
}

/** Kills a server in the middle of refreshing, again and again, and looks at what the next one makes of it. */
export async function killRuns(plan: {
  server: string | null;
  runs: number;
  seed: number;
}): Promise<KillRuns> {
  const template = await makeTemplate(plan.server);
  const copy = await template.copy(1);
  try {
    return await runAll(copy, plan);
  } finally {
    await copy.remove();
    await template.remove();
  }
}

async function runAll(copy: DeskCopy, { runs, seed }: { runs: number; seed: number }): Promise<KillRuns> {
  const stage = await openStage(copy, join(copy.folders[0] ?? '', 'servers.log'));
  const random = seeded(seed);
  const found: KillRuns = { wrong: [], endings: {} };
  try {
    for (let run = 0; run < runs; run += 1) {
      // Every point comes about before chance decides.
      const point = points[run] ?? random.pick([...points]);
      const delay = random.below(60);
      const { ending, wrong } = await killOnce(stage, point, delay);
      const name = `${point}: ${ending}`;
      found.endings[name] = (found.endings[name] ?? 0) + 1;
      found.wrong.push(...wrong.map((line) => `run ${run} (${point} + ${delay} ms): ${line}`));
    }
    // A second notice may come late: none did, to the end.
    const broken = brokenOf(found.endings);
    if (noticesOf(stage) !== broken)
      found.wrong.push(`it broke ${broken} times, and ${noticesOf(stage)} notices came`);
  } finally {
    await stage.stop();
  }
  return found;
}

async function killOnce(
  stage: Stage,
  point: (typeof points)[number],
  delay: number,
): Promise<{ ending: string; wrong: string[] }> {
  const before = await connectionOf(stage);
  const asked = refreshesOf(stage).length;
  const mails = noticesOf(stage);
  const dying = stage.nodes[0];
  let died = false;
  stage.answers.keeps = ({ path }, moment) => {
    if (died || point === 'answered' || moment !== point || !isRefresh(path)) return false;
    died = true;
    void stage.kill(0);
    return true;
  };
  stage.answers.afterAnswer = ({ path }) => {
    if (died || point !== 'answered' || !isRefresh(path)) return;
    died = true;
    setTimeout(() => void stage.kill(0), delay);
  };
  await play(stage.emulator, { action: 'expire-access-tokens' });
  // The server may die before it has answered.
  await bear(async () => (await asAdministrator(stage.origin)).press('get-token'));
  await dying?.gone;
  stage.answers.keeps = null;
  stage.answers.afterAnswer = null;
  await patiently(async () => {
    if (stage.nodes[0]) throw new Error('not noticed yet');
  });

  await stage.start(0);
  // Its lease lasts as long as an answer could still come; nobody has to wait for that here.
  await stage.nodes[0]?.query(`update pkg_teamviewer.connections set lease_until = now() returning 1`);
  const admin = await asAdministrator(stage.origin);
  for (let again = 0; again < 2; again += 1) await useOnce(admin);
  const after = await connectionOf(stage);

  const wrong: string[] = [];
  // With the token that the dead server had used up, at most one attempt is made: it is refused.
  const refused = refreshesOf(stage)
    .slice(asked)
    .filter(({ status }) => status === 400 || status === 401).length;
  if (refused > 1) wrong.push(`the dead token was tried ${refused} times`);
  const told = await settledNotices(stage, mails, after);
  if (after.state === 'reconnect_needed') {
    if (point === 'request') wrong.push('nothing was used up, and yet the connection broke');
    if (refused !== 1) wrong.push(`it broke after ${refused} refusals`);
    if (told !== 1) wrong.push(`it was told ${told} times`);
    await reconnect(stage, admin.configurationId);
    await patiently(async () => {
      if ((await connectionOf(stage)).state !== 'connected') throw new Error('not connected yet');
    });
  } else {
    if (point === 'answer') wrong.push(`the pair was lost, and yet it is ${after.state}`);
    if (after.generation <= before.generation) wrong.push('it has no new token');
    if (told !== 0) wrong.push(`it goes on, and yet ${told} notices were sent`);
  }
  return { ending: after.state, wrong };
}

/** Uses the connection as an administrator's button does; whether it can is what the run finds out. */
async function useOnce(admin: ConnectionClient): Promise<void> {
  const { run } = await admin.press('check').catch(() => ({ run: '' }));
  if (run) await admin.ended(run);
}

async function connectionOf(stage: Stage): Promise<Connection> {
  const rows = await stage.nodes[0]?.query<Connection>(
    `select state, generation from pkg_teamviewer.connections`,
  );
  return rows?.[0] ?? { state: 'none', generation: 0 };
}

function isRefresh(path: string): boolean {
  return path.toLowerCase().endsWith('/oauth2/token');
}

function refreshesOf(stage: Stage) {
  return stage.answers.answered.filter(({ path }) => isRefresh(path));
}

function brokenOf(endings: Readonly<Record<string, number>>): number {
  return Object.entries(endings).reduce(
    (sum, [ending, times]) => sum + (ending.endsWith('reconnect_needed') ? times : 0),
    0,
  );
}

/** One administrator, so one mail for each notice. */
function noticesOf(stage: Stage): number {
  return stage.catcher.mails.filter((mail) => /neu verbunden|connected again/.test(mail.subject)).length;
}

/** Mails sent meanwhile; where one must come it is waited for, and whether a second one follows is looked at later too. */
async function settledNotices(stage: Stage, before: number, { state }: Connection): Promise<number> {
  for (let tries = 0; tries < 50 && state === 'reconnect_needed' && noticesOf(stage) === before; tries += 1)
    await wait(100);
  return noticesOf(stage) - before;
}
