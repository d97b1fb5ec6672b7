import { setTimeout as wait } from 'node:timers/promises';
import { type DeskClient, signedIn } from '../support/desk-client.ts';
import type { BenchResult } from './bench-result.ts';
import { cookieOf } from './cookie-of.ts';
import { type DeskProcess, startDeskProcess } from './desk-process.ts';
import { type Spread, spread } from './measure.ts';

const clicksEach = 3;
/** How long an agent looks at something else between two clicks, on average. */
const pauseMilliseconds = 8000;

/**
 * From the click on *Create remote session* until the open page has learnt of the link, over the live stream as the console
 * does it; one agent, and fifty who each click every eight seconds or so. The emulator answers at once, so that nearly all
 * of it is our own share; `floor` is what a POST to the emulator itself takes.
 */
export async function clickToLinkBench(): Promise<BenchResult> {
  await using desk = await startDeskProcess();
  const alone = await clicks(desk, 1, 12, 300);
  const fifty = await clicks(desk, 50, clicksEach, pauseMilliseconds);
  const floor: number[] = [];
  for (let call = 0; call < 50; call += 1) {
    const began = performance.now();
    await (await fetch(`${desk.emulator.origin}/api/v1/ping`)).text();
    floor.push(performance.now() - began);
  }
  const sessions = desk.emulator.state.sessions.size;
  const figures = {
    p50WithOneAgent: alone.whole.p50,
    p95WithOneAgent: alone.whole.p95,
    p50WithOneAgentUntilAnswered: alone.answered.p50,
    p50WithOneAgentUntilCreated: alone.created.p50,
    p50WithFiftyAgents: fifty.whole.p50,
    p95WithFiftyAgents: fifty.whole.p95,
    emulatorFloor: spread(floor).p50,
    sessions,
  };
  return {
    name: 'click to link (milliseconds)',
    figures,
    goals: [
      { figure: 'p95WithFiftyAgents', atMost: 50, met: fifty.whole.p95 <= 50 },
      { figure: 'sessions', exactly: 12 + 50 * clicksEach, met: sessions === 12 + 50 * clicksEach },
    ],
  };
}

interface Click {
  /** Until the link is on the page. */
  readonly whole: number;
  /** Until the press of the button was answered. */
  readonly answered: number;
  /** Until TeamViewer had made the session. */
  readonly created: number;
}

async function clicks(
  desk: DeskProcess,
  agents: number,
  each: number,
  pause: number,
): Promise<Record<keyof Click, Spread>> {
  const { origin } = desk.node;
  const client = await signedIn(origin, 'anna');
  const cookie = await cookieOf(origin, 'anna');
  const clicked: Click[] = [];
  // Made before anything is measured.
  const activities: string[][] = [];
  for (let agent = 0; agent < agents; agent += 1) {
    const own: string[] = [];
    for (let index = 0; index < each; index += 1)
      own.push((await client.takenOverActivity(`Bench ${agent}/${index}`)).id);
    activities.push(own);
  }
  await Promise.all(
    activities.map(async (own, agent) => {
      await wait((pause * agent) / agents);
      for (const activity of own) {
        clicked.push(await click(client, cookie, desk, activity));
        // Spread evenly, so that a run is like the next one.
        await wait(pause * (0.75 + ((agent * 7) % 11) / 22));
      }
    }),
  );
  const of = (name: keyof Click) => spread(clicked.map((each) => each[name]));
  return { whole: of('whole'), answered: of('answered'), created: of('created') };
}

/** The page is open and watches before the button is pressed. */
async function click(
  client: DeskClient,
  cookie: string,
  desk: DeskProcess,
  activity: string,
): Promise<Click> {
  const { origin } = desk.node;
  const leaving = new AbortController();
  const stream = await fetch(`${origin}/api/v1/live?topic=${encodeURIComponent(`activity:${activity}`)}`, {
    headers: { cookie },
    signal: leaving.signal,
  });
  const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (!reader) throw new Error('no stream');
  const began = performance.now();
  await client.createSession(activity);
  const answered = performance.now() - began;
  for (;;) {
    const { value, done } = await reader.read();
    if (done) throw new Error('the stream ended');
    if (!value.includes('activity:')) continue;
    if ((await client.offers(activity)).includes('teamviewer/join-native')) break;
  }
  const whole = performance.now() - began;
  leaving.abort();
  await reader.cancel().catch(() => undefined);
  // One agent's newest; of many it is somebody's, and close enough.
  const createdAt = desk.emulator.state.sessions.values().toArray().at(-1)?.createdAt ?? Number.NaN;
  return { whole, answered, created: createdAt - performance.timeOrigin - began };
}
