import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Emulator, startEmulator } from './index.ts';
import { defaultSwitches, type SwitchName } from './state/switches.ts';

const email = 'service@muster-logistik.example';
const redirectUri = 'http://localhost:9/cb';
let emulator: Emulator;

beforeAll(async () => {
  emulator = await startEmulator({ port: 0 });
});
afterAll(() => emulator.close());
beforeEach(async () => {
  await admin('POST', 'reset', {});
});

type Json = Record<string, unknown>;
interface Seen {
  status: number;
  body: Json;
}

async function admin(method: string, path: string, body: object): Promise<Json> {
  const answer = await fetch(`${emulator.origin}/emulator/api/${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const json = (await answer.json()) as Json;
  if (!answer.ok) throw new Error(`${path}: ${JSON.stringify(json)}`);
  return json;
}

const play = (body: object) => admin('POST', 'play', body);
const advance = (duration: string | number) => admin('POST', 'clock', { advance: duration });

async function api(method: string, path: string, body?: object, authorization?: string): Promise<Seen> {
  const bearer = authorization ?? `Bearer ${await script()}`;
  const answer = await fetch(`${emulator.origin}${path.startsWith('/us') ? path : `/api/v1${path}`}`, {
    method,
    headers: { authorization: bearer, ...(body ? { 'content-type': 'application/json' } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const text = await answer.text();
  const json = /^[{["]/.test(text) ? (JSON.parse(text) as Json) : { text };
  return { status: answer.status, body: json };
}

const permissions = [
  'Sessions.Create',
  'Sessions.ReadAll',
  'Sessions.ModifyOwn',
  'Groups.Read',
  'Connections.Read',
  'ContactList.Read',
  'EventLogging.Read',
  'DeviceGroups.Read',
  'Monitoring.GetData',
  'WebMonitoring.GetData',
];

/** The script token of this test; a reset makes a new one necessary. */
async function script(): Promise<string> {
  const known = emulator.state.accessTokens.values().find(({ kind }) => kind === 'script');
  return known?.token ?? String((await play({ action: 'script-token', email, permissions }))['token']);
}

const create = (more: object = {}) => api('POST', '/sessions', { groupid: 'g31120010', ...more });
const codeOf = (seen: Seen) => String(seen.body['code']);
const makeApp = () => play({ action: 'create-app', email, name: 'App', redirectUri });

async function grant(more: Json = {}, challenge: Json = {}): Promise<Seen> {
  const app = await makeApp();
  const { code } = await play({ action: 'allow', email, clientId: app['clientId'], ...challenge });
  const client = { client_id: app['clientId'], client_secret: app['clientSecret'] };
  const seen = await api('POST', '/oauth2/token', {
    grant_type: 'authorization_code',
    code,
    ...client,
    ...more,
  });
  return { ...seen, body: { ...seen.body, ...client } };
}

async function refreshed(pair: Seen): Promise<Seen> {
  const { client_id, client_secret, refresh_token } = pair.body;
  return api('POST', '/oauth2/token', {
    grant_type: 'refresh_token',
    client_id,
    client_secret,
    refresh_token,
  });
}

/** What a browser that is signed in gets at the authorize address. */
async function authorize(more: Record<string, string>, decision?: string): Promise<unknown> {
  const app = await makeApp();
  const signIn = await fetch(`${emulator.origin}/sign-in`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ email, password: 'fernwart-demo' }),
  });
  const cookie = (signIn.headers.getSetCookie()[0] ?? '').split(';')[0] ?? '';
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: String(app['clientId']),
    redirect_uri: redirectUri,
    ...more,
  });
  const answer = await fetch(`${emulator.origin}/oauth2/authorize?${query.toString()}`, {
    headers: { cookie },
    redirect: 'manual',
    ...(decision ? { method: 'POST', body: new URLSearchParams({ decision }) } : {}),
  });
  return answer.status;
}

const fleet = (wish: object = {}) =>
  admin('POST', 'fleet', { groups: 1, devicesPerGroup: 12, seed: 3, ...wish });
const managedPath = () => `/managed/groups/${emulator.state.managedGroups.keys().next().value ?? ''}/devices`;

async function connected(): Promise<Json> {
  const code = codeOf(await create());
  await play({ action: 'attended-connection', code, minutes: 60, notes: 'n', name: 'Erika' });
  const records = (await api('GET', `/reports/connections?session_code=${code}`)).body['records'] as Json[];
  return records[0] ?? {};
}

async function overQuota(): Promise<{ status: number; retryAfter: boolean }> {
  await admin('PUT', 'switches', { quotaPerWindow: 1 });
  const authorization = `Bearer ${await script()}`;
  await fetch(`${emulator.origin}/api/v1/groups`, { headers: { authorization } });
  const answer = await fetch(`${emulator.origin}/api/v1/groups`, { headers: { authorization } });
  return { status: answer.status, retryAfter: answer.headers.has('retry-after') };
}

const verifier = 'v'.repeat(43);
const challenge = { codeChallenge: createHash('sha256').update(verifier).digest('base64url') };

/** For each switch another position than the default, and something that must look different then. */
const probes: Record<SwitchName, [position: unknown, probe: () => Promise<unknown>]> = {
  grantError: ['invalid_request', async () => (await grant({ code: 'x' })).body['error']],
  grantErrorStatus: [401, async () => (await grant({ code: 'x' })).status],
  clientErrorStatus: [400, async () => (await grant({ client_secret: 'x' })).status],
  refreshTokenLifeDays: [
    1,
    async () => {
      const pair = await grant();
      await advance('P2D');
      return (await refreshed(pair)).status;
    },
  ],
  refreshKeepsOldAccessToken: [
    false,
    async () => {
      const pair = await grant();
      await refreshed(pair);
      return (await api('GET', '/groups', undefined, `Bearer ${String(pair.body['access_token'])}`)).status;
    },
  ],
  accessTokenLifeSeconds: [60, async () => (await grant()).body['expires_in']],
  denial: ['page', () => authorize({}, 'deny')],
  pkce: ['required', () => authorize({})],
  displayPopup: ['required', () => authorize({})],
  redirectUriMatch: ['prefix', () => authorize({ redirect_uri: `${redirectUri}/more` })],
  tokenRedirectUri: ['checked', async () => (await grant()).status],
  usLoginHost: [
    'login.us.teamviewer.com',
    async () => {
      const made = await api('POST', '/us/api/v1/sessions', { groupid: 'g31120010' });
      return new URL(String(made.body['webclient_supporter_link'])).host;
    },
  ],
  revokeStatus: [
    204,
    async () => {
      const pair = await grant();
      return (await api('POST', '/oauth2/revoke', undefined, `Bearer ${String(pair.body['access_token'])}`))
        .status;
    },
  ],
  bearerWord: ['optional', async () => (await api('GET', '/groups', undefined, await script())).status],
  pingInvalidToken: ['401', async () => (await api('GET', '/ping', undefined, 'Bearer x')).status],
  quotas: ['off', async () => (await overQuota()).status],
  quotaPerWindow: [
    1,
    async () => {
      await api('GET', '/groups');
      return (await api('GET', '/groups')).status;
    },
  ],
  tensorQuotaPerDay: [
    1,
    async () => {
      for (const company of emulator.state.companies.values()) company.licence.type = 'Tensor';
      await api('GET', '/groups');
      return (await api('GET', '/groups')).status;
    },
  ],
  rateLimitWindow: [
    'sliding',
    async () => {
      await admin('PUT', 'switches', { quotaPerWindow: 1 });
      await admin('POST', 'clock', { set: '2027-03-01T23:59:00Z' });
      await api('GET', '/groups');
      await advance('PT2M');
      return (await api('GET', '/groups')).status;
    },
  ],
  rateLimitStatus: [429, async () => (await overQuota()).status],
  rateLimitRetryAfter: [true, async () => (await overQuota()).retryAfter],
  unknownSessionStatus: [400, async () => (await api('GET', '/sessions/s00-000-000')).status],
  expiredSessions: [
    'close',
    async () => {
      const code = codeOf(await create());
      await advance('P2D');
      return (await api('GET', `/sessions/${code}`)).body['state'];
    },
  ],
  maximumValidityHours: [1, async () => (await create({ valid_until: '2100-01-01T00:00:00Z' })).status],
  reopenExpired: [
    'allowed',
    async () => {
      const code = codeOf(await create());
      await advance('P2D');
      return (await api('PUT', `/sessions/${code}`, { state: 'open' })).status;
    },
  ],
  deleteSession: [
    'remove',
    async () => {
      const code = codeOf(await create());
      await api('DELETE', `/sessions/${code}`);
      return (await api('GET', `/sessions/${code}`)).status;
    },
  ],
  shortList: [
    'with-dates',
    async () => {
      await create();
      return Object.keys(((await api('GET', '/sessions')).body['sessions'] as Json[])[0] ?? {});
    },
  ],
  ownSessions: [
    'created',
    async () => {
      const made = await create();
      for (const session of emulator.state.sessions.values()) session.creatorId = 'u31120002';
      const { token } = await play({ action: 'script-token', email, permissions: ['Sessions.ReadOwn'] });
      return (await api('GET', `/sessions/${codeOf(made)}`, undefined, `Bearer ${String(token)}`)).status;
    },
  ],
  sessionStateCase: ['open', async () => (await create()).body['state']],
  sessionCodeWithoutDashes: [
    'accepted',
    async () => (await api('GET', `/sessions/${codeOf(await create()).replaceAll('-', '')}`)).status,
  ],
  sessionLimitBody: [
    'json',
    async () => {
      for (const company of emulator.state.companies.values()) company.licence.simultaneousSessions = 1;
      await create();
      return (await create()).body;
    },
  ],
  enums: ['number', async () => (await create()).body['support_session_type']],
  managedPageSize: [
    5,
    async () => {
      await fleet();
      return ((await api('GET', managedPath())).body['resources'] as Json[]).length;
    },
  ],
  managedIdSpelling: [
    'TeamViewerId',
    async () => {
      await fleet();
      return Object.keys(((await api('GET', managedPath())).body['resources'] as Json[])[0] ?? {});
    },
  ],
  managedLastSeen: [
    'always',
    async () => {
      await fleet({ missingDates: 0 });
      for (const device of emulator.state.managedDevices.values()) device.online = true;
      return Object.keys(((await api('GET', managedPath())).body['resources'] as Json[])[0] ?? {});
    },
  ],
  reportDelaySeconds: [60, async () => Object.keys(await connected()).length > 0],
  reportDeviceId: ['device-id', async () => String((await connected())['deviceid']).startsWith('d')],
  reportBlankNames: [true, async () => (await connected())['groupname']],
  reportToDate: [
    'end',
    async () => {
      await connected();
      const soon = encodeURIComponent(new Date(Date.now() + 60_000).toISOString());
      return ((await api('GET', `/reports/connections?to_date=${soon}`)).body['records'] as Json[]).length;
    },
  ],
  reportSessionType: ['string', async () => (await connected())['support_session_type']],
  reportRemainingName: [
    'reports_remaining',
    async () => {
      await fleet({ reports: 1500 });
      return Object.keys((await api('GET', '/reports/connections')).body);
    },
  ],
  eventLogMaximumDays: [
    30,
    async () =>
      (await api('POST', '/EventLogging', { StartDate: '2026-01-01', EndDate: '2026-12-01' })).status,
  ],
  monitoringParameterNames: [
    'plain',
    async () => {
      await fleet({ alarms: 20 });
      return ((await api('GET', '/monitoring/alarms?parameters.status=1')).body['Alarms'] as Json[]).length;
    },
  ],
  unknownParameters: ['refused', async () => (await api('GET', '/groups?limit=1')).status],
  legacyEndpoints: ['gone', async () => (await api('GET', '/devices')).status],
  webMonitoring: ['withdrawn', async () => (await api('GET', '/webMonitoring/browsers')).status],
};

test.each(Object.entries(probes))('the switch %s makes a difference', async (name, [position, probe]) => {
  const standard = defaultSwitches()[name as SwitchName];
  expect(position).not.toBe(standard);
  const before = await probe();
  await admin('POST', 'reset', {});
  await admin('PUT', 'switches', { [name]: position });
  expect(await probe()).not.toEqual(before);
});

test('PKCE that is ignored asks for no verifier, PKCE that is supported does', async () => {
  expect((await grant({}, challenge)).status).toBe(400);
  expect((await grant({ code_verifier: verifier }, challenge)).status).toBe(200);
  await admin('PUT', 'switches', { pkce: 'ignored' });
  expect((await grant({}, challenge)).status).toBe(200);
});
