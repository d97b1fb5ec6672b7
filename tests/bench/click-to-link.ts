import { setTimeout as wait } from 'node:timers/promises';
import { type DeskClient, signedIn } from '../support/desk-client.ts';
import type { BenchResult } from './bench-result.ts';
import { cookieOf } from './cookie-of.ts';
import { startDeskProcess } from './desk-process.ts';
import { round, type Spread, spread } from './measure.ts';

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
  const { origin } = desk.node;
  const alone = await clicks(origin, 1, 12, 300);
  const fifty = await clicks(origin, 50, clicksEach, pauseMilliseconds);
  const floor: number[] = [];
  for (let call = 0; call < 50; call += 1) {
    const began = performance.now();
    await (await fetch(`${desk.emulator.origin}/api/v1/ping`)).text();
    floor.push(performance.now() - began);
  }
  const sessions = desk.emulator.state.sessions.size;
  const figures = {
    p50WithOneAgent: alone.p50,
    p95WithOneAgent: alone.p95,
    p50WithFiftyAgents: fifty.p50,
    p95WithFiftyAgents: fifty.p95,
    emulatorFloor: spread(floor).p50,
    sessions,
  };
  return {
    name: 'click to link (milliseconds)',
    figures,
    goals: [
      { figure: 'p95WithFiftyAgents', atMost: 50, met: fifty.p95 <= 50 },
      { figure: 'sessions', exactly: 12 + 50 * clicksEach, met: sessions === 12 + 50 * clicksEach },
    ],
  };
}

async function clicks(origin: string, agents: number, each: number, pause: number): Promise<Spread> {
  const client = await signedIn(origin, 'anna');
  const cookie = await cookieOf(origin, 'anna');
  const times: number[] = [];
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
        times.push(await click(client, cookie, origin, activity));
        // Spread evenly, so that a run is like the next one.
        await wait(pause * (0.75 + ((agent * 7) % 11) / 22));
      }
    }),
  );
  const { p50, p95 } = spread(times);
  return { p50: round(p50), p95: round(p95) };
}

/** The page is open and watches before the button is pressed. */
async function click(client: DeskClient, cookie: string, origin: string, activity: string): Promise<number> {
  const leaving = new AbortController();
  const stream = await fetch(`${origin}/api/v1/live?topic=${encodeURIComponent(`activity:${activity}`)}`, {
    headers: { cookie },
    signal: leaving.signal,
  });
  const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (!reader) throw new Error('no stream');
  const began = performance.now();
  await client.createSession(activity);
  for (;;) {
    const { value, done } = await reader.read();
    if (done) throw new Error('the stream ended');
    if (!value.includes('activity:')) continue;
    if ((await client.offers(activity)).includes('teamviewer/join-native')) break;
  }
  const took = performance.now() - began;
  leaving.abort();
  await reader.cancel().catch(() => undefined);
  return took;
}
