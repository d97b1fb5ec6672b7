import { setTimeout as wait } from 'node:timers/promises';
import { bear } from '../crash/clients.ts';
import type { Stage } from '../crash/stage.ts';
import { type DeskClient, signedIn } from '../support/desk-client.ts';
import { clearFaults, planFault } from './emulator-client.ts';

export interface OutageRun {
  /** Calls that reached TeamViewer's side in half an hour of trouble. */
  readonly calls: number;
  /** Minutes from the end of the trouble until the notice was gone. */
  readonly recoveredAfter: number;
  /** What stood on an agent's pages, each text once, in the order it came up; '' while nothing did. */
  readonly said: readonly string[];
}

const worstMinutes = 45;

/** Half an hour of simulated trouble while an agent looks at an open session all the time, and what comes after it. */
export async function outageRun(
  stage: Stage,
  /** Null: nobody is there; every connection ends without an answer. */
  fault: Record<string, unknown> | null,
): Promise<OutageRun> {
  const anna = await signedIn(stage.origin, 'anna');
  const { id } = await anna.takenOverActivity('The beamer is blue');
  await createSession(anna, id);
  const said: string[] = [];
  const noted = async () => {
    const text = await noticeOf(anna);
    if (text !== said.at(-1)) said.push(text);
    return text;
  };
  await noted();

  let calls = 0;
  let isDown = fault === null;
  stage.answers.keeps = (_, moment) => {
    if (moment === 'request') calls += 1;
    return isDown;
  };
  if (fault !== null) await planFault(stage.emulator, { endpoint: '*', ...fault });
  const passMinute = async () => {
    stage.advance({ minutes: 1 });
    // Whoever has the activity open asks for it again and again.
    await bear(() => anna.get(`/packages/teamviewer/panels/session?subjectType=activity&subjectId=${id}`));
    await untilStill(() => calls);
    return noted();
  };
  for (let minute = 0; minute < 30; minute += 1) await passMinute();
  // A call that hangs needs its own time to fail, and that time does not pass faster.
  for (let second = 0; second < 200 && said.length < 2; second += 1) {
    await wait(1000);
    await noted();
  }
  const during = calls;
  isDown = false;
  await clearFaults(stage.emulator);
  let recoveredAfter = 0;
  while (recoveredAfter < worstMinutes && (await passMinute()) !== '') recoveredAfter += 1;
  stage.answers.keeps = null;
  await anna.move(id, 'close', 'Done.');
  return { calls: during, recoveredAfter, said };
}

/** A new session can be had: TeamViewer answers again, and the connection is in use again. */
export async function createSession(desk: DeskClient, id: string): Promise<void> {
  const { run = '' } = await desk.createSession(id);
  for (let tries = 0; tries < 300; tries += 1) {
    const { state } = await desk.get<{ state: string }>(`/runs/${run}`);
    if (state === 'succeeded') return;
    if (state === 'failed') throw new Error('no session was created');
    await wait(100);
  }
  throw new Error('no session was created in time');
}

async function noticeOf(desk: DeskClient): Promise<string> {
  const { items } = await desk.get<{ items: { text: string }[] }>('/notices');
  return items.map(({ text }) => text).join(' | ');
}

async function untilStill(count: () => number): Promise<void> {
  for (let last = -1, tries = 0; tries < 6 && last !== count(); tries += 1) {
    last = count();
    await wait(500);
  }
}
