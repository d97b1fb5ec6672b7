import { setTimeout as wait } from 'node:timers/promises';
import { type DeskClient, signedIn } from '../support/desk-client.ts';
import { ask } from './ask.ts';
import { reconnect } from './reconnect.ts';
import type { Seeded } from './seeded.ts';
import type { Stage } from './stage.ts';

/** What the server has acknowledged: it must be there at the end, whatever happened meanwhile. */
export interface Acknowledged {
  readonly activities: string[];
  readonly comments: { activity: string; text: string }[];
  /** Runs that an administrator was told of: synchronisations and installations. */
  readonly runs: string[];
  /** What was refused or broke, in a line each: part of the day, and evidence. */
  readonly refused: string[];
}

const activitiesEach = 3;

/** An agent who works for a number of steps. Refusals and broken connections are part of the day. */
export async function workAsAgent(
  stage: Stage,
  random: Seeded,
  login: string,
  steps: number,
  acknowledged: Acknowledged,
): Promise<void> {
  let agent = await patiently(() => signedIn(stage.origin, login));
  const own: string[] = [];
  for (let step = 0; step < steps; step += 1) {
    await act(agent, step).catch((error: unknown) => {
      acknowledged.refused.push(`${login} ${step}: ${String(error).slice(0, 300)}`);
    });
    // While nobody answers, an agent can do nothing but wait; after a day, everybody has to sign in again.
    await patiently(async () => {
      await agent.get('/session').catch(async () => (agent = await signedIn(stage.origin, login)));
    });
    await wait(random.below(400));
  }

  async function act(desk: DeskClient, step: number): Promise<void> {
    if (own.length < activitiesEach && (own.length === 0 || random.chance(0.3))) {
      const { id } = await desk.takenOverActivity(`Trouble ${login} ${step}`);
      own.push(id);
      acknowledged.activities.push(id);
      // What an agent takes over mostly needs a look at the customer's screen.
      if (own.length === 1 || random.chance(0.5)) await desk.createSession(id);
      return;
    }
    const [first, ...others] = own;
    if (first === undefined) return;
    const activity = random.pick([first, ...others]);
    switch (
      random.pick(['session', 'session', 'session', 'twice', 'comment', 'close', 'reopen', 'customer'])
    ) {
      case 'session':
        await desk.createSession(activity);
        return;
      case 'twice':
        await Promise.allSettled([desk.createSession(activity), desk.createSession(activity)]);
        return;
      case 'comment': {
        const text = `Note ${login} ${step}`;
        await desk.post(`/activities/${activity}/journal`, { text });
        acknowledged.comments.push({ activity, text });
        return;
      }
      case 'close':
        await desk.move(activity, 'close', 'Done.');
        return;
      case 'reopen':
        await desk.move(activity, 'reopen');
        return;
      case 'customer':
        return connectCustomer(stage, random);
    }
  }
}

/** In the evening nothing is cut any more: then a session comes about, or the system has come to a standstill. */
export async function oneMoreSession(stage: Stage, acknowledged: Acknowledged): Promise<string[]> {
  const until = performance.now() + 120_000;
  const agent = await patiently(() => signedIn(stage.origin, 'anna'));
  let activity: string | null = null;
  for (let failure = ''; ; ) {
    try {
      if (activity === null) {
        activity = (await agent.takenOverActivity('Trouble in the evening')).id;
        acknowledged.activities.push(activity);
      }
      const offers = await agent.offers(activity);
      if (offers.includes('teamviewer/join-native')) return [];
      failure = `only ${offers.join(', ')} is offered`;
      if (offers.includes('teamviewer/create-session')) await agent.createSession(activity);
    } catch (error) {
      failure = String(error);
    }
    if (performance.now() > until) return [`no session came about in the evening: ${failure}`];
    for (const { id } of await connectionsToMend(stage)) await bear(() => reconnect(stage, id));
    stage.advance({ seconds: 5 });
    await wait(200);
  }
}

/** A customer and a supporter were in the session for some minutes; TeamViewer has a report of it. */
async function connectCustomer(stage: Stage, random: Seeded): Promise<void> {
  const [first, ...others] = stage.emulator.state.sessions.keys();
  if (first === undefined) return;
  const code = random.pick([first, ...others]);
  await fetch(`${stage.emulator.origin}/emulator/api/play`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ action: 'attended-connection', code, minutes: 1 + random.below(20) }),
  });
}

/** Connections that an administrator was told to make anew. */
export function connectionsToMend(stage: Stage): Promise<{ id: string }[]> {
  return ask(
    stage,
    `select configuration_id as id from pkg_teamviewer.connections where state = 'reconnect_needed'`,
  );
}

export async function bear(work: () => Promise<unknown>): Promise<void> {
  await work().catch(() => undefined);
}

export async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt === 300) throw error;
      await wait(200);
    }
  }
}
