import { setTimeout as wait } from 'node:timers/promises';
import { bear, patiently } from '../crash/clients.ts';
import type { Seeded } from '../crash/seeded.ts';
import type { Stage } from '../crash/stage.ts';
import { type DeskClient, signedIn } from '../support/desk-client.ts';

/** What a seed has an agent and a customer do on one activity. */
export interface Course {
  readonly seed: number;
  readonly clicks: number;
  readonly closedAfterMilliseconds: number | null;
  readonly customerComes: boolean;
  readonly end: 'close' | 'by hand' | 'expiry';
}

export function courseOf(seed: number, random: Seeded): Course {
  return {
    seed,
    clicks: random.pick([1, 1, 2, 5, 20]),
    closedAfterMilliseconds: random.chance(0.25) ? random.below(600) : null,
    customerComes: random.chance(0.5),
    end: random.pick(['close', 'close', 'by hand', 'expiry']),
  };
}

const create = 'teamviewer/create-session';
const join = 'teamviewer/join-native';

/** Walks the course in two tabs of the same agent; whatever breaks meanwhile, one tries again. Answers the activity. */
export async function walkCourse(stage: Stage, course: Course): Promise<string> {
  const tabs = [await tab(stage), await tab(stage)] as const;
  const { id } = await patiently(() => tabs[0].takenOverActivity(`Trouble ${course.seed}`));
  const clicks = Array.from({ length: course.clicks }, (_, click) =>
    bear(() => (click % 2 === 0 ? tabs[0] : tabs[1]).createSession(id)),
  );
  if (course.closedAfterMilliseconds !== null) {
    await wait(course.closedAfterMilliseconds);
    await close(tabs[0], id);
    await Promise.all(clicks);
    return id;
  }
  await Promise.all(clicks);
  await untilJoinable(tabs[1], id);
  if (course.customerComes) await bear(() => connect(stage, tabs[0], id));
  if (course.end === 'close') await close(tabs[0], id);
  if (course.end === 'by hand') await bear(() => end(tabs[0], id));
  return id;
}

function tab(stage: Stage): Promise<DeskClient> {
  return patiently(() => signedIn(stage.origin, 'anna'));
}

function close(desk: DeskClient, id: string): Promise<void> {
  return patiently(async () => {
    const { state } = await desk.get<{ state: number }>(`/activities/${id}`);
    if (state !== 204) await desk.move(id, 'close', 'Done.');
  });
}

async function end(desk: DeskClient, id: string): Promise<void> {
  await desk.post('/packages/teamviewer/actions/end-session', { subject: { type: 'activity', id } });
}

/** Whoever is told that it did not work presses again. */
async function untilJoinable(desk: DeskClient, id: string): Promise<void> {
  for (let look = 0; look < 300; look += 1) {
    const offers = await patiently(() => desk.offers(id));
    if (offers.includes(join)) return;
    if (offers.includes(create)) await bear(() => desk.createSession(id));
    await wait(150);
  }
  throw new Error(`activity ${id} got no session`);
}

/** A customer and a supporter were connected for some minutes. */
async function connect(stage: Stage, desk: DeskClient, id: string): Promise<void> {
  const text = (await desk.journal(id)).join(' ');
  const code = /s\d{2,3}-\d{3}-\d{3}/.exec(text)?.[0];
  if (code === undefined) return;
  await fetch(`${stage.emulator.origin}/emulator/api/play`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ action: 'attended-connection', code, minutes: 3 }),
  });
}
