import { setTimeout as wait } from 'node:timers/promises';
import { type DevEnv, demoApp, demoServiceAccount, startDevEnv } from '@fernwart/dev-env';
import { systemClock } from '@fernwart/server';
import { expect } from 'vitest';
import { createLog } from '../../apps/server/src/platform/log/create-log.ts';
import { reconnect } from '../crash/reconnect.ts';
import { signedIn } from '../support/desk-client.ts';
import type { TestPlace } from '../support/test-desk.ts';
import { asAdministrator } from './connection-client.ts';
import { planFault, play } from './emulator-client.ts';
import { filesBelow, findSecrets, type Haystack, tablesOf } from './find-secrets.ts';

const subject = 'A subject that is looked for, to show that looking finds something';

/** Walks through every flow and error at a desk of its own, and looks for every secret that was handed out on the way. */
export async function canaryRun(makePlace: () => Promise<TestPlace>): Promise<void> {
  const place = await makePlace();
  const log: string[] = [];
  const desk = await startDevEnv({
    dataFolder: place.dataFolder,
    database: place.database,
    port: 0,
    blank: false,
    log: createLog({
      level: 'debug',
      clock: systemClock(),
      destination: { write: (line) => void log.push(line) },
    }),
  });
  const answers = recordAnswers(desk.server.origin);
  const secrets = new Map<string, string>();
  const remember = () => rememberSecrets(desk, secrets);
  try {
    remember();
    await everyFlow(desk, remember);
    await everyAnswer(desk);
    remember();
    const refusals = await desk.server.parts.db.query<{ details: { reason: string } }>(
      `select details from audit where action = 'teamviewer.authorize' and outcome = 'refused'`,
    );
    expect(refusals.map(({ details }) => details.reason)).toContain('unknown_state');
    expect(secrets.size).toBeGreaterThan(8);
    const haystacks: Haystack[] = [
      ...(await tablesOf((text) => desk.server.parts.db.query(text))),
      { name: 'log', bytes: Buffer.from(log.join('')) },
      { name: 'mails', bytes: Buffer.from(JSON.stringify(desk.catcher.mails)) },
      ...answers.given,
    ];
    answers.stop();
    await desk.stop();
    haystacks.push(...(await copied(place)));
    expect(findSecrets(haystacks, secrets)).toEqual([]);

    const control = findSecrets(haystacks, new Map([['subject', subject]]));
    expect(control).toContain('public.activities: subject');
    expect(control.some((where) => where.startsWith('GET /api/v1/activities'))).toBe(true);
    if (place.database.kind === 'embedded')
      expect(control.some((where) => where.startsWith('base/') || where.includes('/base/'))).toBe(true);
    expect(log.length).toBeGreaterThan(5);
  } finally {
    answers.stop();
    await desk.stop();
    await place.remove();
  }
}

/** What a backup of the data folder holds; what the stand-in for TeamViewer remembers lies beside it, and is not ours. */
function copied(place: TestPlace): Promise<Haystack[]> {
  return filesBelow(place.dataFolder, ['emulator.json', 'master.key']);
}

/** All that TeamViewer's side ever handed out in secret. */
function rememberSecrets({ emulator }: DevEnv, secrets: Map<string, string>): void {
  const { apps, accessTokens, refreshTokens, codes, sessions } = emulator.state;
  for (const app of apps.values()) secrets.set(`client secret of ${app.name}`, app.clientSecret);
  for (const token of accessTokens.keys()) secrets.set(`access token ${token.slice(-4)}`, token);
  for (const token of refreshTokens.keys()) secrets.set(`refresh token ${token.slice(-4)}`, token);
  for (const code of codes.keys()) secrets.set(`code ${code}`, code);
  for (const session of sessions.values()) secrets.set(`supporter link of ${session.code}`, session.secret);
}

/** Keeps every body that the server answers a client of this test with. */
function recordAnswers(origin: string): { given: Haystack[]; stop(): void } {
  const given: Haystack[] = [];
  const { fetch: original } = globalThis;
  globalThis.fetch = async (input, init) => {
    const answer = await original(input, init);
    const url = String(input instanceof Request ? input.url : input);
    if (url.startsWith(origin)) {
      const bytes = Buffer.from(await answer.clone().arrayBuffer());
      given.push({ name: `${init?.method ?? 'GET'} ${url.slice(origin.length).split('?', 1)[0]}`, bytes });
    }
    return answer;
  };
  return { given, stop: () => void (globalThis.fetch = original) };
}

async function everyFlow(desk: DevEnv, remember: () => void): Promise<void> {
  const { emulator, server } = desk;
  const admin = await asAdministrator(server.origin);
  const { configurationId } = admin;
  const api = `${server.origin}/api/v1`;
  const press = async (action: string) => {
    const { run } = await admin.press(action);
    await admin.ended(run);
    remember();
  };
  await press('get-token');
  await press('check');

  // Sessions: created, joined, refused, lost, closed.
  const anna = await signedIn(server.origin, 'anna');
  const one = await anna.takenOverActivity(subject);
  await anna.createSession(one.id);
  await expect.poll(() => anna.offers(one.id), { timeout: 20_000 }).toContain('teamviewer/join-native');
  remember();
  for (const link of ['join-native', 'join-browser'])
    await anna.browser.send('GET', `${server.origin}/open/teamviewer/${link}/activity/${one.id}`);
  for (const kind of ['non-json-body', 'status', 'lose-answer-after-effect']) {
    await planFault(emulator, {
      endpoint: 'POST /sessions',
      kind,
      count: 1,
      ...(kind === 'status' ? { status: 500 } : {}),
    });
    const { id } = await anna.takenOverActivity(`With ${kind}`);
    await anna.createSession(id);
  }
  await anna.move(one.id, 'close', 'Done.');

  // Answers to an authorisation: denied, replayed, made up, pasted wrongly.
  for (const code of ['made-up-code', ...emulator.state.codes.keys()]) {
    await wrong(
      admin.browser.send(
        'GET',
        `${server.origin}/callback/teamviewer/${configurationId}?code=${code}&state=made-up`,
      ),
    );
    await wrong(
      admin.browser.send('POST', `${api}/packages/teamviewer/forms/paste-code`, {
        subject: { type: 'configuration', id: configurationId },
        values: { code },
      }),
    );
  }
  await reconnect({ origin: server.origin, emulator }, configurationId);
  await expect.poll(() => emulator.state.refreshTokens.size).toBeGreaterThan(2);
  remember();

  // Refreshing: a bent answer, a lost one, a refused one.
  for (const kind of ['truncated-body', 'non-json-body']) {
    await planFault(emulator, { endpoint: 'POST /oauth2/token', kind, count: 1 });
    await press('get-token');
  }
  await play(emulator, { action: 'revoke-tokens' });
  await press('get-token').catch(() => undefined);
  await reconnect({ origin: server.origin, emulator }, configurationId);
  await wait(1000);
  remember();

  // The second way to connect, and values that are refused.
  const { token } = (await play(emulator, { action: 'script-token', email: demoServiceAccount.email })) as {
    token: string;
  };
  remember();
  const made = (await (
    await admin.browser.send('POST', `${api}/configurations`, {
      package: 'teamviewer',
      type: 'configuration',
      name: 'By script',
      values: { scriptToken: token },
    })
  ).json()) as { id: string; version: number };
  await wrong(
    admin.browser.send('PATCH', `${api}/configurations/${made.id}`, {
      version: made.version,
      values: { clientSecret: demoApp.clientSecret, redirectUrl: 'ftp://nowhere' },
    }),
  );
  await admin.browser.send('PATCH', `${api}/configurations/${made.id}`, {
    version: made.version,
    values: { clientSecret: demoApp.clientSecret },
  });
  await wait(500);
  await admin.press('disconnect');
}

/** Everything that can be read without naming an object, and what belongs to the configurations and activities. */
async function everyAnswer(desk: DevEnv): Promise<void> {
  const admin = await asAdministrator(desk.server.origin);
  const anna = await signedIn(desk.server.origin, 'anna');
  const { origin } = desk.server;
  const paths = desk.server.parts.routes
    .filter(({ method, path }) => method === 'GET' && !path.includes(':') && path !== '/api/v1/live')
    .map(({ path }) => path);
  for (const path of paths)
    for (const who of [admin, anna]) await wrong(who.browser.send('GET', origin + path));
  const list = async (path: string) =>
    (await (await admin.browser.send('GET', `${origin}/api/v1/${path}`)).json()) as {
      items: { id: string }[];
    };
  for (const { id } of (await list('configurations')).items)
    for (const path of ['', '/offers'])
      await admin.browser.send('GET', `${origin}/api/v1/configurations/${id}${path}`);
  for (const { id } of (await list('runs')).items)
    await admin.browser.send('GET', `${origin}/api/v1/runs/${id}`);
  for (const { id } of (await list('activities')).items)
    for (const path of ['', '/offers', '/journal', '/attachments'])
      await wrong(anna.browser.send('GET', `${origin}/api/v1/activities/${id}${path}`));
  for (const panel of ['connection', 'health'] as const) await admin.panel(panel);
}

/** A refusal is an answer as well: its body was recorded. */
async function wrong(asked: Promise<unknown>): Promise<void> {
  await asked.catch(() => undefined);
}
