import { expect, test } from 'vitest';
import type { TeamViewerOptions } from '../api.ts';
import { createMemoryLimiterStore } from '../limiter/limiter-store.ts';
import { createTeamViewer } from '../teamviewer.ts';
import { createTestClient, failureOf } from '../testing/client.ts';
import { createFakeClock } from '../testing/fake-clock.ts';
import { createScript, type ScriptedAnswer, TEST_BASE } from '../testing/script.ts';

const GROUPS = { json: { groups: [{ id: 'g1', name: 'Service' }] } };
const REFUSED: ScriptedAnswer = { status: 401, json: { error: 'token_expired', error_code: 1 } };
const LIMITED: ScriptedAnswer = { status: 403, json: { error: 'rate_limit_reached' } };

const asking = (...answers: ScriptedAnswer[]) => answers.map((answer) => ({ expect: 'GET /groups', answer }));
const creating = (...answers: ScriptedAnswer[]) =>
  answers.map((answer) => ({ expect: 'POST /sessions', answer }));
const bearers = (requests: readonly { headers?: Record<string, string> }[]) =>
  requests.map((request) => request.headers?.['authorization']);

test('renews a refused token once and sends the call again', async () => {
  const { tv, script, renewals } = createTestClient(asking(REFUSED, GROUPS));
  expect((await tv.groups.list().all()).map(({ id }) => id)).toEqual(['g1']);
  expect(renewals).toEqual([1]);
  expect(bearers(script.requests)).toEqual(['Bearer token-1', 'Bearer token-2']);
  script.finish();
});

test('a POST that was refused with 401 is sent again as well, for it had no effect', async () => {
  const { tv, script } = createTestClient(creating(REFUSED, { json: { code: 's12-345-678' } }));
  expect((await tv.sessions.create({ groupId: 'g1' })).code).toBe('s12-345-678');
  script.finish();
});

test('a second refusal means signing in again', async () => {
  const { tv, script, renewals } = createTestClient(asking(REFUSED, REFUSED));
  expect((await failureOf(tv.groups.list().all())).code).toBe('sign_in_again');
  expect(renewals).toEqual([1]);
  script.finish();
});

test('a 400 never renews the token', async () => {
  for (const body of [
    { error: 'invalid_token' },
    { error: 'invalid_grant' },
    'license limitations',
    { error: 'invalid_request' },
  ]) {
    const { tv, script, renewals } = createTestClient(creating({ status: 400, json: body }));
    await failureOf(tv.sessions.create({ groupId: 'g1' }));
    expect(renewals).toEqual([]);
    script.finish();
  }
});

test.each(['sign_in_again', 'try_later'] as const)('passes on that no token can be had: %s', async (code) => {
  const cause = Object.assign(new Error('locked'), { code });
  const current = async () => ({ value: 'token-1', generation: 1 });
  const fails = async () => {
    throw cause;
  };
  const atOnce = createTestClient([], { tokens: { current: fails, renew: fails } });
  expect(await failureOf(atOnce.tv.groups.list().all())).toMatchObject({ code, cause });
  atOnce.script.finish();
  const onRenewal = createTestClient(asking(REFUSED), { tokens: { current, renew: fails } });
  expect(await failureOf(onRenewal.tv.groups.list().all())).toMatchObject({
    code,
    cause,
    effectUnknown: false,
  });
  onRenewal.script.finish();
});

test('takes a token from a type that cannot be printed', async () => {
  const value = { reveal: () => 'hidden' };
  const tokens = {
    current: async () => ({ value, generation: 1 }),
    renew: async () => ({ value, generation: 2 }),
  };
  const { tv, script } = createTestClient(asking(GROUPS), { tokens });
  await tv.groups.list().all();
  expect(bearers(script.requests)).toEqual(['Bearer hidden']);
  script.finish();
});

test('ping says false for a refused token and for token_valid false, and renews nothing', async () => {
  const { tv, script, renewals } = createTestClient(
    [
      REFUSED,
      { json: { token_valid: false } },
      { json: { token_valid: true } },
      { json: { Token_Valid: 'True' } },
    ].map((answer) => ({ expect: 'GET /ping', answer })),
  );
  expect([await tv.ping(), await tv.ping(), await tv.ping(), await tv.ping()]).toEqual([
    false,
    false,
    true,
    true,
  ]);
  expect(renewals).toEqual([]);
  script.finish();
});

test.each([
  ['network trouble', { fail: new Error('reset') }],
  ['a server error', { status: 500, json: { error: 'internal_error' } }],
  ['a bad gateway', { status: 502, text: '<html>' }],
  ['an answer cut short', { text: '{"groups":[{"id"' }],
  ['an answer that is not JSON', { text: '<html>maintenance</html>' }],
  ['an empty answer', { text: '' }],
  ['a connection that broke', { chunks: ['{"groups":'], breaks: true }],
] as [string, ScriptedAnswer][])(
  'repeats a reading call after %s, three requests in all',
  async (_, answer) => {
    const recovered = createTestClient(asking(answer, answer, GROUPS));
    expect(await recovered.tv.groups.list().all()).toHaveLength(1);
    recovered.script.finish();
    const failed = createTestClient(asking(answer, answer, answer));
    expect((await failureOf(failed.tv.groups.list().all())).code).toBe('try_later');
    expect(failed.clock.sleeps.filter((seconds) => seconds < 10)).toEqual([0.5, 2]);
    failed.script.finish();
  },
);

test('PUT is repeated, for twice is as good as once', async () => {
  const steps = [
    { status: 503, text: '' },
    { status: 204, text: '' },
  ];
  const { tv, script } = createTestClient(
    steps.map((answer) => ({ expect: 'PUT /sessions/s12-345-678', answer })),
  );
  await tv.sessions.close('s12-345-678');
  script.finish();
});

test.each([
  ['bad_request', { status: 400, text: '' }],
  ['missing_right', { status: 403, json: { error: 'invalid_permission' } }],
  ['not_found', { status: 404, text: '' }],
  ['try_later', { status: 403, json: { error: 'blocked' } }],
  ['our_fault', { status: 302, text: '' }],
  ['our_fault', { json: { unexpected: true } }],
  ['our_fault', { json: [] }],
] as [string, ScriptedAnswer][])('does not repeat what would end the same: %s', async (code, answer) => {
  const { tv, script } = createTestClient(asking(answer));
  expect((await failureOf(tv.groups.list().all())).code).toBe(code);
  script.finish();
});

test('sits out a short Retry-After, even for a POST, which was refused before it had an effect', async () => {
  const wait: ScriptedAnswer = { status: 429, headers: { 'Retry-After': '3' }, text: '' };
  const { tv, script, clock } = createTestClient(creating(wait, { json: { code: 's12-345-678' } }));
  await tv.sessions.create({ groupId: 'g1' });
  expect(clock.sleeps).toContain(3);
  script.finish();
});

test.each([
  ['403', LIMITED, '2026-01-15T12:01:00Z'],
  ['429', { status: 429, text: '' }, '2026-01-15T12:01:00Z'],
  [
    '429 with Retry-After',
    { status: 429, headers: { 'retry-after': '600' }, text: '' },
    '2026-01-15T12:10:00Z',
  ],
] as [string, ScriptedAnswer, string][])(
  '%s says until when, and the next call is not even sent',
  async (_, answer, until) => {
    const { tv, script } = createTestClient(asking(answer));
    expect(await failureOf(tv.groups.list().all())).toMatchObject({
      code: 'slow_down',
      effectUnknown: false,
    });
    const held = await failureOf(tv.groups.list().all());
    expect(held.until?.toString()).toBe(until);
    expect(held.status).toBeUndefined();
    script.finish();
  },
);

test('a limit on one function leaves the others alone', async () => {
  const { tv, script } = createTestClient([
    ...asking(LIMITED),
    { expect: 'GET /ping', answer: { json: { token_valid: true } } },
  ]);
  await failureOf(tv.groups.list().all());
  expect(await tv.ping()).toBe(true);
  script.finish();
});

test('people may go on when background work has to stop', async () => {
  const quota = { calls: 5, window: Temporal.Duration.from({ hours: 1 }) };
  const { tv, script } = createTestClient(asking(GROUPS, GROUPS, GROUPS, GROUPS, GROUPS), {
    limiter: { quota, reserve: 0.4 },
  });
  const background = { priority: 'background' } as const;
  for (let call = 0; call < 3; call += 1) await tv.groups.list({}, background).all();
  expect(await failureOf(tv.groups.list({}, background).all())).toMatchObject({ code: 'slow_down' });
  for (let call = 0; call < 2; call += 1) await tv.groups.list().all();
  const stopped = await failureOf(tv.groups.list().all());
  // The cell of 75 s that all five stand in has to leave the window of an hour.
  expect(stopped.until?.toString()).toBe('2026-01-15T13:01:15Z');
  script.finish();
});

test('two clients with one store share the budget, and two without share nothing', async () => {
  const quota = { calls: 1, window: Temporal.Duration.from({ hours: 1 }) };
  for (const limiter of [{ quota }, { quota }]) {
    const { tv, script } = createTestClient(asking(GROUPS), { limiter });
    await tv.groups.list().all();
    script.finish();
  }
  const store = createMemoryLimiterStore();
  const first = createTestClient(asking(GROUPS), { limiter: { quota, store } });
  const second = createTestClient([], { limiter: { quota, store } });
  await first.tv.groups.list().all();
  expect((await failureOf(second.tv.groups.list().all())).code).toBe('slow_down');
  first.script.finish();
  second.script.finish();
});

test('a limiter that cannot be asked means try later', async () => {
  const broken = async () => {
    throw new Error('database away');
  };
  const { tv, script } = createTestClient([], { limiter: { store: { change: broken } } });
  expect(await failureOf(tv.groups.list().all())).toMatchObject({ code: 'try_later', effectUnknown: false });
  script.finish();
});

test('a call that must not be repeated is over when its deadline is, renewals and waits included', async () => {
  const clock = createFakeClock();
  const script = createScript(creating(REFUSED));
  const options: TeamViewerOptions = {
    transport: script.transport,
    clock,
    baseUrl: TEST_BASE,
    tokens: {
      current: async () => ({ value: 'old', generation: 1 }),
      async renew() {
        await clock.advance({ seconds: 31 });
        return { value: 'new', generation: 2 };
      },
    },
  };
  const error = await failureOf(createTeamViewer(options).sessions.create({ groupId: 'g1' }));
  expect(error).toMatchObject({ code: 'try_later', effectUnknown: false });
  script.finish();
});

test('logs function, status and code, and nothing that is secret or personal', async () => {
  const lines: string[] = [];
  const line = (message: string, fields?: Record<string, unknown>) =>
    lines.push(JSON.stringify([message, fields]));
  const { tv, script } = createTestClient(
    [
      { expect: 'GET /groups?name=Geheim', answer: GROUPS },
      {
        expect: 'GET /sessions/s12-345-678',
        answer: { status: 404, json: { error: 'not_found', error_description: 'private' } },
      },
    ],
    { log: { debug: line, warn: line } },
  );
  await tv.groups.list({ name: 'Geheim' }).all();
  await failureOf(tv.sessions.get('s12-345-678'));
  expect(lines).toHaveLength(2);
  expect(lines[0]).toContain('"function":"GET /groups"');
  expect(lines[1]).toContain('"code":"not_found"');
  for (const secret of ['Geheim', 'token-1', 's12-345-678', 'private'])
    expect(lines.join()).not.toContain(secret);
  script.finish();
});
