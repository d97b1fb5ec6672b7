import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { activate, finished } from '../devices/sync-client.ts';
import { type DeskClient, signedIn } from '../support/desk-client.ts';
import { ask } from './ask.ts';
import { bear } from './clients.ts';
import { type DeskCopy, type DeskTemplate, makeTemplate } from './desk-template.ts';
import { brokenInvariants } from './invariants.ts';
import { untilQuiet } from './quiet.ts';
import { openStage, type Stage } from './stage.ts';

// Ten hours of a service desk on a Business licence, whose quota the emulator enforces: 500 sessions, a synchronisation of
// 10,000 devices, and three brown-outs of twenty minutes. The clock runs some 130 times as fast as outside.
const sessions = 500;
const hours = 10;
const stepSeconds = 5;
const stepMilliseconds = 35;
const steps = (hours * 3600) / stepSeconds;
const brownOuts = [
  { hour: 2, fault: { kind: 'status', status: 503 } },
  { hour: 5, fault: { kind: 'refuse-before-effect', status: 502 } },
  { hour: 8, fault: { kind: 'lose-answer-after-effect' } },
] as const;
const brownOutSteps = (20 * 60) / stepSeconds;

let template: DeskTemplate;
let copy: DeskCopy;
let stage: Stage;
beforeAll(async () => {
  template = await makeTemplate(inject('postgresUrl'));
  copy = await template.copy(1);
  stage = await openStage(copy, join(copy.folders[0] ?? '', 'server.log'));
}, 180_000);
afterAll(async () => {
  await stage.stop();
  await copy.remove();
  await template.remove();
}, 60_000);

test('a day of 500 sessions under the Business quota: nobody is refused, and every report comes in', async () => {
  await onBusinessLicence();
  await emulator('fleet', { groups: 20, devicesPerGroup: 500, kind: 'managed', twins: 0, duplicates: 0 });
  const agents = await Promise.all(['anna', 'ben'].map((login) => signedIn(stage.origin, login)));
  const admin = await signedIn(stage.origin, 'admin');
  const served: Promise<Served>[] = [];
  let syncing: string | null = null;

  for (let step = 0; step < steps; step += 1) {
    while (served.length < (sessions * step) / (steps - 1440)) {
      if (served.length >= sessions) break;
      const agent = agents[served.length % agents.length] ?? expect.fail();
      const one = serve(agent, served.length);
      one.catch(() => undefined);
      served.push(one);
    }
    const starts = brownOuts.find(({ hour }) => step === (hour * 3600) / stepSeconds);
    if (starts) await emulator('faults', [{ ...starts.fault, probability: 1 }]);
    if (brownOuts.some(({ hour }) => step === (hour * 3600) / stepSeconds + brownOutSteps))
      await fetch(`${stage.emulator.origin}/emulator/api/faults`, { method: 'DELETE' });
    if (step === Math.floor(steps / 3)) syncing = await activate(admin);
    stage.advance({ seconds: stepSeconds });
    await wait(stepMilliseconds);
  }
  const passing = passTime();
  const all = await Promise.all(served);
  expect(all).toHaveLength(sessions);
  expect(await finished(admin, syncing ?? '')).toMatchObject({ state: 'succeeded' });
  passing.abort();
  expect(await untilQuiet(stage, [], 400)).toEqual([]);

  // The quota was there, and nobody ran into it: neither at TeamViewer nor at our own limiter.
  const refused = stage.answers.answered.filter(({ status }) => status === 403 || status === 429);
  expect(refused).toEqual([]);
  const limited = await ask(
    stage,
    `select workflow, error_code, error_text from runs where error_code ~ 'limit|quota'`,
  );
  expect(limited).toEqual([]);
  const activities = all.map(({ activity }) => activity);
  expect(await brokenInvariants(stage, { activities, comments: [], refused: [] })).toEqual([]);
  const connected = new Set(all.filter(({ wasConnected }) => wasConnected).map(({ activity }) => activity));
  const records = await ask<{ activity_id: string; record: string }>(
    stage,
    'select activity_id, record from pkg_teamviewer.sessions',
  );
  const written = records.filter(({ record }) => record === 'written').map((row) => row.activity_id);
  expect([...connected].filter((activity) => !written.includes(activity))).toEqual([]);
  expect(connected.size).toBeGreaterThan(sessions / 3);
  process.stdout.write(
    `${records.length} sessions, ${written.length} reports, ${stage.answers.answered.length} calls to TeamViewer\n`,
  );
}, 900_000);

interface Served {
  readonly activity: string;
  readonly wasConnected: boolean;
}

/** One activity from the call to its end; whoever is told that TeamViewer is away presses again after a while. */
async function serve(agent: DeskClient, index: number): Promise<Served> {
  const { id } = await agent.takenOverActivity(`Trouble of the day ${index}`);
  // The first press is never refused, whatever the hour.
  await agent.createSession(id);
  for (;;) {
    await simulated(240);
    const offers = await agent.offers(id);
    if (offers.includes('teamviewer/join-native')) break;
    if (offers.includes('teamviewer/create-session')) await bear(() => agent.createSession(id));
  }
  const wasConnected = index % 2 === 0;
  if (wasConnected) {
    const [row] = await ask<{ code: string }>(
      stage,
      `select code from pkg_teamviewer.sessions where activity_id = '${id}' and state = 'open'`,
    );
    await emulator('play', { action: 'attended-connection', code: row?.code, minutes: 5 + (index % 20) });
  }
  await simulated(25 * 60);
  await agent.move(id, 'close', 'Done.');
  return { activity: id, wasConnected };
}

/** So many seconds of the day: as long as the clock takes for them. */
async function simulated(seconds: number): Promise<void> {
  await wait((seconds / stepSeconds) * (stepMilliseconds + 2));
}

function passTime(): AbortController {
  const over = new AbortController();
  void (async () => {
    while (!over.signal.aborted) {
      stage.advance({ seconds: stepSeconds });
      await wait(stepMilliseconds);
    }
  })();
  return over;
}

async function onBusinessLicence(): Promise<void> {
  for (const company of stage.emulator.state.companies.values()) company.licence.type = 'Business';
  const admin = await signedIn(stage.origin, 'admin');
  const { items } = await admin.get<{ items: { id: string }[] }>('/configurations');
  for (const { id } of items) {
    const { values, version } = await admin.get<{ values: Record<string, unknown>; version: number }>(
      `/configurations/${id}`,
    );
    await admin.browser.send('PATCH', `${stage.origin}/api/v1/configurations/${id}`, {
      version,
      values: { ...values, licence: 'business' },
    });
  }
}

async function emulator(path: string, body: unknown): Promise<void> {
  const answer = await fetch(`${stage.emulator.origin}/emulator/api/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
}
