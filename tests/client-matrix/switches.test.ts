import {
  authorizeUrl,
  createTeamViewer,
  isTeamViewerError,
  refreshTokens,
  revokeToken,
  type Secret,
  secret,
} from '@fernwart/teamviewer';
import type { Switches } from '@fernwart/teamviewer-emulator';
import { describe, expect, test } from 'vitest';
import { reads } from './reads.ts';
import { collect, GROUP, type Licence, patiently, REDIRECT, type Rig, startRig } from './rig.ts';
import { createOnce, helpIn, sessionsWith } from './session-life.ts';
import { allow, CREDENTIALS, exchange, oauthOf } from './sign-in.ts';
import { undiciTransport } from './undici-edge.ts';

/** Both positions of every switch, or for figures two that differ enough. A switch that is not here does not compile. */
const positions: { readonly [Name in keyof Switches]: readonly Switches[Name][] } = {
  grantError: ['invalid_grant', 'invalid_request'],
  grantErrorStatus: [400, 401],
  clientErrorStatus: [400, 401],
  refreshTokenLifeDays: [null, 1],
  refreshKeepsOldAccessToken: [true, false],
  accessTokenLifeSeconds: [86_400, 600],
  denial: ['redirect', 'page'],
  pkce: ['supported', 'ignored', 'required'],
  displayPopup: ['optional', 'required'],
  redirectUriMatch: ['exact', 'prefix'],
  tokenRedirectUri: ['checked', 'optional'],
  usLoginHost: ['login.teamviewer.com', 'login.us.teamviewer.com'],
  revokeStatus: [200, 204],
  bearerWord: ['required', 'optional'],
  pingInvalidToken: ['false', '401'],
  quotas: ['enforced', 'off'],
  quotaPerWindow: [null, 6],
  tensorQuotaPerDay: [null, 6],
  rateLimitWindow: ['fixed', 'sliding'],
  rateLimitStatus: [403, 429],
  rateLimitRetryAfter: [false, true],
  unknownSessionStatus: [404, 400],
  expiredSessions: ['stay-open', 'close', 'close-without-date'],
  maximumValidityHours: [null, 24],
  reopenExpired: ['refused', 'allowed'],
  deleteSession: ['close', 'remove'],
  shortList: ['minimal', 'with-dates', 'full'],
  ownSessions: ['assigned-or-created', 'assigned', 'created'],
  sessionStateCase: ['Open', 'open'],
  sessionCodeWithoutDashes: ['refused', 'accepted'],
  sessionLimitBody: ['text', 'json'],
  enums: ['string', 'number'],
  managedPageSize: [1, 100],
  managedIdSpelling: ['teamviewerId', 'TeamViewerId'],
  managedLastSeen: ['offline-only', 'always'],
  reportDelaySeconds: [0, 3600],
  reportDeviceId: ['teamviewer-id', 'device-id', 'other'],
  reportBlankNames: [false, true],
  reportToDate: ['start', 'end'],
  reportSessionType: ['number', 'string'],
  reportRemainingName: ['records_remaining', 'reports_remaining'],
  eventLogMaximumDays: [null, 30],
  monitoringParameterNames: ['prefixed', 'plain', 'both'],
  unknownParameters: ['tolerated', 'refused'],
  legacyEndpoints: ['present', 'gone'],
  webMonitoring: ['present', 'withdrawn'],
};

/** Switches that show only together with another one or with another licence. */
const company: { readonly [Name in keyof Switches]?: { switches?: Partial<Switches>; licence?: Licence } } = {
  rateLimitWindow: { switches: { quotaPerWindow: 6 } },
  rateLimitStatus: { switches: { quotaPerWindow: 6 } },
  rateLimitRetryAfter: { switches: { quotaPerWindow: 6 } },
  quotas: { switches: { quotaPerWindow: 6 } },
  tensorQuotaPerDay: { licence: { type: 'Tensor' } },
};

const cases = Object.entries(positions).flatMap(([name, values]) =>
  values.map((value) => ({ name: name as keyof Switches, value, label: `${name} = ${String(value)}` })),
);

const gone = {
  legacyEndpoints: [
    'GET /groups',
    'GET /groups/{id}',
    'GET /users/{id}/groups',
    'GET /devices',
    'GET /devices/{id}',
    'GET /contacts',
  ],
  webMonitoring: ['GET /webMonitoring/browsers', 'GET /webMonitoring/locations'],
} as const;

const sizes: Readonly<Record<string, unknown>> = {
  'GET /groups': 4,
  'GET /devices': 21,
  'GET /contacts': 1,
  'GET /users': 2,
  'GET /managed/groups': 3,
  'GET /managed/devices': 5,
  'GET /reports/connections': 2300,
  'POST /EventLogging': 120,
  'GET /account': 'u1',
  'GET /users/{id}': 'u2',
  'GET /groups/{id}': GROUP,
};

describe.each(cases)('$label', ({ name, value }) => {
  test('every function reads, signs in, and carries a session through its life', async () => {
    const also = company[name];
    await using rig = await startRig({ ...also?.switches, [name]: value }, also?.licence);
    await readsEverything(rig, name, value);
    await signsIn(rig, name, value);
    await carriesASession(rig, name, value);
    const odd = rig.drift().filter(({ kind }) => kind !== 'unknown_value');
    expect(odd).toEqual([]);
    expect(rig.drift().length > 0).toBe(name === 'enums' && value === 'number');
  });
});

async function readsEverything(rig: Rig, name: keyof Switches, value: unknown): Promise<void> {
  const withdrawn: readonly string[] =
    value === 'gone' || value === 'withdrawn' ? gone[name as keyof typeof gone] : [];
  for (const { fn, read } of reads) {
    const result = await read(rig).catch((error: unknown) => {
      if (isTeamViewerError(error) && withdrawn.includes(fn)) return error.code;
      throw error;
    });
    if (withdrawn.includes(fn)) expect([fn, result]).toEqual([fn, 'not_found']);
    else if (fn in sizes)
      expect([fn, Array.isArray(result) ? result.length : result]).toEqual([fn, sizes[fn]]);
  }
}

async function signsIn(rig: Rig, name: keyof Switches, value: unknown): Promise<void> {
  const address = authorizeUrl({
    clientId: CREDENTIALS.clientId,
    redirectUri: REDIRECT,
    state: 's',
    codeChallenge: 'c'.repeat(43),
    authorizeUrl: `${rig.emulator.origin}/oauth2/authorize`,
  });
  expect((await fetch(address, { redirect: 'manual' })).status).toBeLessThan(400);

  const deps = oauthOf(rig);
  const pair = await exchange(rig, (await allow(rig)).code);
  const life = name === 'accessTokenLifeSeconds' ? Number(value) : 86_400;
  const lasts = rig.clock.now().until(pair.expiresAt).total('seconds');
  expect(lasts).toBeLessThanOrEqual(life);
  expect(lasts).toBeGreaterThan(life - 60);
  const next = await refreshTokens(deps, { ...CREDENTIALS, refreshToken: pair.refreshToken });
  expect(await patiently(rig, () => pings(rig, next.accessToken))).toBe(true);
  if (name === 'refreshKeepsOldAccessToken') expect(await pings(rig, pair.accessToken)).toBe(value);
  expect(await codeOf(refreshTokens(deps, { ...CREDENTIALS, refreshToken: pair.refreshToken }))).toBe(
    'sign_in_again',
  );
  expect(
    await codeOf(
      refreshTokens(deps, { ...CREDENTIALS, clientSecret: 'wrong', refreshToken: next.refreshToken }),
    ),
  ).toBe('sign_in_again');
  expect(await codeOf(exchange(rig, 'wrong123'))).toBe('sign_in_again');
  await revokeToken(deps, { accessToken: next.accessToken });
  expect(await patiently(rig, () => pings(rig, next.accessToken))).toBe(false);
  expect(await codeOf(refreshTokens(deps, { ...CREDENTIALS, refreshToken: next.refreshToken }))).toBe(
    'sign_in_again',
  );

  const old = await exchange(rig, (await allow(rig)).code);
  rig.clock.move({ hours: 48 });
  const late = await codeOf(refreshTokens(deps, { ...CREDENTIALS, refreshToken: old.refreshToken }));
  expect(late).toBe(name === 'refreshTokenLifeDays' && value === 1 ? 'sign_in_again' : 'ok');
}

async function carriesASession(rig: Rig, name: keyof Switches, value: unknown): Promise<void> {
  const { tv } = rig;
  const validUntil = rig.clock.now().add({ hours: 12 }).round('second');
  const session = await createOnce(rig, 'the key', validUntil);
  expect(session).toMatchObject({ state: 'open', customApi: 'the key', groupId: GROUP, online: false });
  expect(session.validUntil?.toString()).toBe(validUntil.toString());
  expect(session.supporterLink?.reveal()).toContain('get.teamviewer.com');
  expect(session.type).toBe(name === 'enums' && value === 'number' ? 'unknown' : 'default');
  expect((await sessionsWith(rig, 'the key')).map(({ code }) => code)).toEqual([session.code]);
  const short = await collect(rig, tv.sessions.list({ fullList: false }));
  expect(short.map(({ code, state }) => [code, state])).toEqual([[session.code, 'open']]);

  await patiently(rig, () =>
    tv.sessions.update(session.code, { description: 'geändert', endCustomer: { name: 'Jörg' } }),
  );
  expect(await patiently(rig, () => tv.sessions.get(session.code.replaceAll('-', '')))).toMatchObject({
    description: 'geändert',
    endCustomer: { name: 'Jörg' },
  });
  expect(await codeOf(patiently(rig, () => tv.sessions.get('s99-999-999')))).toBe('not_found');
  expect(await codeOf(patiently(rig, () => tv.sessions.close('s99-999-999')))).toBe('not_found');

  await helpIn(rig, session);
  if (name === 'reportDelaySeconds' && value !== 0) {
    expect(await collect(rig, tv.reports.connections({ sessionCode: session.code }))).toEqual([]);
    rig.clock.move({ seconds: Number(value) });
  }
  const [report] = await collect(rig, tv.reports.connections({ sessionCode: session.code, hasCode: true }));
  expect(report).toMatchObject({
    customApi: 'the key',
    kind: 'remote_support_active',
    feedback: { rating: 5 },
  });
  const minute = { minutes: 1 };
  const window = { from: report?.startedAt?.subtract(minute), to: report?.endedAt?.add(minute) };
  if (window.from === undefined || window.to === undefined) throw new Error('A report without dates.');
  const within = await collect(
    rig,
    tv.reports.connections({ from: window.from, to: window.to, kind: 'remote_support_active' }),
  );
  expect(within.map(({ id }) => id)).toContain(report?.id);

  await patiently(rig, () => tv.sessions.close(session.code));
  expect(await patiently(rig, () => tv.sessions.get(session.code))).toMatchObject({ state: 'closed' });
  expect(await collect(rig, tv.sessions.list({ state: ['open'] }))).toEqual([]);

  const left = await createOnce(rig, 'left alone', rig.clock.now().add({ hours: 1 }));
  rig.clock.move({ hours: 2 });
  const expired = await patiently(rig, () => tv.sessions.get(left.code));
  expect(expired.state).toBe(name === 'expiredSessions' && value !== 'stay-open' ? 'closed' : 'open');
  expect(expired.validUntil && Temporal.Instant.compare(expired.validUntil, rig.clock.now())).toBe(-1);
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'ok',
    (error: unknown) => (isTeamViewerError(error) ? error.code : String(error)),
  );
}

async function pings(rig: Rig, token: Secret): Promise<boolean> {
  const current = async () => ({ value: token, generation: 1 });
  const client = createTeamViewer({
    transport: undiciTransport(rig.agent),
    clock: rig.clock,
    baseUrl: rig.api,
    tokens: { current, renew: current },
  });
  return client.ping();
}

test.each(positions.sessionLimitBody)(
  'the licence that allows no more sessions, told as %s',
  async (sessionLimitBody) => {
    await using rig = await startRig({ sessionLimitBody }, { simultaneousSessions: 2 });
    await createOnce(rig, 'one');
    await createOnce(rig, 'two');
    expect(await codeOf(rig.tv.sessions.create({ groupId: GROUP }))).toBe('session_limit');
  },
);

test.each(positions.pingInvalidToken)('a token that is none, told as %s', async (pingInvalidToken) => {
  await using rig = await startRig({ pingInvalidToken });
  expect(await pings(rig, secret('nonsense'))).toBe(false);
  expect(await rig.tv.ping()).toBe(true);
});

test('a validity beyond the maximum is a bad request', async () => {
  await using rig = await startRig({ maximumValidityHours: 24 });
  const validUntil = rig.clock.now().add({ hours: 48 });
  expect(await codeOf(rig.tv.sessions.create({ groupId: GROUP, validUntil }))).toBe('bad_request');
});

test('an event log that answers short spans only is asked in slices', async () => {
  await using rig = await startRig({ eventLogMaximumDays: 3 });
  const query = { from: rig.clock.now().subtract({ hours: 960 }), to: rig.clock.now(), types: ['Session'] };
  expect(await codeOf(rig.tv.eventLog(query).all())).toBe('bad_request');
  expect(
    await rig.tv.eventLog({ ...query, slice: Temporal.Duration.from({ hours: 72 }) }).all(),
  ).toHaveLength(120);
});

test('more sessions than a page holds', async () => {
  await using rig = await startRig({ quotas: 'off' });
  for (let made = 0; made < 1020; made += 20) {
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        rig.tv.sessions.create({ groupId: GROUP, customApi: `${made + index}` }),
      ),
    );
  }
  const everything = Array.from({ length: 1020 }, (_, index) => `${index}`).toSorted();
  const keys = async () =>
    (await rig.tv.sessions.list().all()).map(({ customApi }) => String(customApi)).toSorted();
  expect(await keys()).toEqual(everything);
  for (const kind of ['duplicated-page', 'repeated-page', 'reordered-page', 'truncated-body', 'status']) {
    const status = kind === 'status' ? { status: 502 } : {};
    await rig.admin('faults', { kind, endpoint: 'GET /sessions', skip: 1, count: 1, ...status });
    expect(await keys()).toEqual(everything);
  }
});
