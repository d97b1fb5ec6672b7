import { isTeamViewerError, refreshTokens } from '@fernwart/teamviewer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { reads } from './reads.ts';
import { collect, DEADLINE, patiently, type Rig, startRig } from './rig.ts';
import { createOnce, helpIn, sessionsWith } from './session-life.ts';
import { allow, CREDENTIALS, exchange, oauthOf } from './sign-in.ts';

type Fault = { readonly kind: string } & Readonly<Record<string, unknown>>;

/** Faults of a call: what goes wrong once must not show in what the caller gets in the end. */
const callFaults: readonly Fault[] = [
  { kind: 'latency', ms: 30 },
  { kind: 'refuse-before-effect' },
  { kind: 'refuse-before-effect', status: 504, error: 'gateway' },
  { kind: 'lose-answer-after-effect' },
  { kind: 'effect-after-timeout', ms: DEADLINE + 100 },
  { kind: 'rate-limit-403' },
  { kind: 'rate-limit-429' },
  { kind: 'rate-limit-429', retryAfterSeconds: 0 },
  { kind: 'rate-limit-429', retryAfterSeconds: 3600 },
  { kind: 'status', status: 500 },
  { kind: 'status', status: 502 },
  { kind: 'status', status: 503 },
  { kind: 'half-open-socket' },
  { kind: 'truncated-body' },
  { kind: 'non-json-body' },
  { kind: 'expire-token' },
];

/** Faults of an answer's content. */
const contentFaults: readonly Fault[] = [
  { kind: 'unknown-fields', fields: { brand_new: { deep: [1] }, TeamViewerNew: 'x' } },
  {
    kind: 'missing-fields',
    fields: ['name', 'alias', 'groupid', 'isOnline', 'username', 'start_date', 'created_at'],
  },
  { kind: 'blank-names' },
  { kind: 'wrong-device-numbers' },
];

const pageFaults: readonly Fault[] = [
  { kind: 'duplicated-page' },
  { kind: 'repeated-page' },
  { kind: 'reordered-page' },
];

let baseline: Map<string, string>;
let rig: Rig;

beforeAll(async () => {
  rig = await startRig({ managedPageSize: 2 });
  await createOnce(rig, 'a session that is there');
  baseline = new Map();
  for (const { fn, read } of reads) baseline.set(fn, JSON.stringify(await read(rig)));
  expect([...baseline.values()].filter((value) => value === 'undefined' || value === '0')).toEqual([]);
}, 60_000);

afterAll(() => rig[Symbol.asyncDispose]());

async function struck(): Promise<number> {
  const { faults } = (await (await fetch(`${rig.emulator.origin}/emulator/api/faults`)).json()) as {
    faults: { strikes: number }[];
  };
  return faults.reduce((sum, { strikes }) => sum + strikes, 0);
}

/** Plans one fault, does the work, and makes sure that the fault was met. */
async function under<T>(endpoint: string, fault: Fault, work: () => Promise<T>, skip = 0): Promise<T> {
  await rig.admin('faults', undefined, 'DELETE');
  await rig.admin('faults', { count: 1, skip, ...fault, endpoint: endpointOf(endpoint) });
  rig.hasty = fault.kind === 'half-open-socket' || fault.kind === 'effect-after-timeout';
  try {
    const result = await work();
    expect(await struck(), 'the fault was not met').toBeGreaterThan(0);
    return result;
  } finally {
    rig.hasty = false;
    await rig.admin('faults', undefined, 'DELETE');
  }
}

/** The emulator names its path parameters more closely. */
function endpointOf(fn: string): string {
  return fn
    .replace('/groups/{id}', '/groups/{groupId}')
    .replace('/devices/{id}', '/devices/{deviceId}')
    .replace('/users/{id}', '/users/{userId}');
}

describe.each([...callFaults, ...contentFaults])('%j', (fault) => {
  test.each(reads)('$fn brings the same', async ({ fn, read }) => {
    expect(JSON.stringify(await under(fn, fault, () => read(rig)))).toBe(baseline.get(fn));
  });
});

describe.each(pageFaults)('%j', (fault) => {
  test.each(reads.filter(({ paged }) => paged))('$fn brings everything once', async ({ fn, read }) => {
    expect(JSON.stringify(await under(fn, fault, () => read(rig), 1))).toBe(baseline.get(fn));
  });
});

let number = 0;

test.each([
  ...callFaults,
  ...contentFaults.slice(0, 1),
  { kind: 'missing-fields', fields: ['code'] } as Fault,
])('POST /sessions under %j: one session in the end, and it is the one returned', async (fault) => {
  const key = `key-${(number += 1)}`;
  const session = await under('POST /sessions', fault, () => createOnce(rig, key));
  expect((await sessionsWith(rig, key)).map(({ code }) => code)).toEqual([session.code]);
});

test.each(callFaults)('closing a session under %j', async (fault) => {
  const session = await createOnce(rig, `key-${(number += 1)}`);
  await under('PUT /sessions/{code}', fault, () => patiently(rig, () => rig.tv.sessions.close(session.code)));
  expect((await patiently(rig, () => rig.tv.sessions.get(session.code))).state).toBe('closed');
});

test.each(callFaults)('reading one session under %j', async (fault) => {
  const session = await createOnce(rig, `key-${(number += 1)}`);
  const read = await under('GET /sessions/{code}', fault, () =>
    patiently(rig, () => rig.tv.sessions.get(session.code)),
  );
  expect(read).toMatchObject({ code: session.code, state: 'open', customApi: session.customApi });
});

test.each(callFaults)('streaming /devices under %j', async (fault) => {
  const stream = () => Array.fromAsync(rig.tv.devices.stream(), ({ id }) => id);
  const read = async () => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await patiently(rig, stream);
      } catch (error) {
        if (attempt === 3 || !isTeamViewerError(error) || error.code !== 'try_later') throw error;
      }
    }
  };
  expect(JSON.stringify((await under('GET /devices', fault, read)).toSorted())).toBe(
    baseline.get('GET /devices'),
  );
});

/** Whether a refresh that met the fault may have used its token up. */
const refreshOutcomes: [Fault, 'pair' | 'try_later'][] = [
  [{ kind: 'latency', ms: 30 }, 'pair'],
  [{ kind: 'refuse-before-effect' }, 'try_later'],
  [{ kind: 'lose-answer-after-effect' }, 'try_later'],
  [{ kind: 'effect-after-timeout', ms: DEADLINE + 100 }, 'try_later'],
  [{ kind: 'rate-limit-403' }, 'try_later'],
  [{ kind: 'rate-limit-429', retryAfterSeconds: 5 }, 'try_later'],
  [{ kind: 'status', status: 500 }, 'try_later'],
  [{ kind: 'status', status: 502 }, 'try_later'],
  [{ kind: 'status', status: 503 }, 'try_later'],
  [{ kind: 'half-open-socket' }, 'try_later'],
  [{ kind: 'truncated-body' }, 'try_later'],
  [{ kind: 'non-json-body' }, 'try_later'],
  [{ kind: 'unknown-fields' }, 'pair'],
];

test.each(refreshOutcomes)('a refresh under %j ends with %s, and is sent once', async (fault, outcome) => {
  const { code } = await allow(rig);
  const pair = await exchange(rig, code);
  const attempt = await under('POST /oauth2/token', fault, () =>
    refreshTokens(oauthOf(rig), { ...CREDENTIALS, refreshToken: pair.refreshToken }).catch(
      (error: unknown) => error,
    ),
  );
  expect(isTeamViewerError(attempt) ? attempt.code : 'pair').toBe(outcome);
  if (!isTeamViewerError(attempt)) return;
  // Whoever tries once more learns whether the old token is dead; never anything else.
  const again = await refreshTokens(oauthOf(rig), { ...CREDENTIALS, refreshToken: pair.refreshToken }).catch(
    (error: unknown) => error,
  );
  const dead = isTeamViewerError(again) && again.code === 'sign_in_again';
  if (dead) expect(attempt.effectUnknown).toBe(true);
  else expect(isTeamViewerError(again)).toBe(false);
});

test('reports that come late, are corrected or never come', async () => {
  const reported = async (fault: Fault, seconds: number) => {
    const session = await createOnce(rig, `key-${(number += 1)}`);
    await rig.admin('faults', { count: 1, ...fault });
    await helpIn(rig, session);
    const reports = () => collect(rig, rig.tv.reports.connections({ sessionCode: session.code }));
    const before = await reports();
    rig.clock.move({ seconds });
    return [before, await reports()] as const;
  };
  const [none, late] = await reported({ kind: 'report-late', seconds: 600 }, 700);
  expect([none.length, late.length]).toEqual([0, 1]);
  const [first, corrected] = await reported({ kind: 'report-corrected', seconds: 600 }, 700);
  expect(first.map(({ id }) => id)).toEqual(corrected.map(({ id }) => id));
  expect(first[0]?.raw.reveal()).not.toEqual(corrected[0]?.raw.reveal());
  const [never, stillNever] = await reported({ kind: 'report-never' }, 7 * 86_400);
  expect([never.length, stillNever.length]).toEqual([0, 0]);
  await rig.admin('faults', undefined, 'DELETE');
});

test('a fleet is read completely although one answer in ten goes wrong', async () => {
  await rig.admin('faults', undefined, 'DELETE');
  const whole = (await Array.fromAsync(rig.tv.managed.everyDevice(), ({ device }) => device.id)).toSorted();
  await rig.admin('faults', [
    { kind: 'status', status: 503, probability: 0.05 },
    { kind: 'truncated-body', probability: 0.05 },
  ]);
  for (let round = 0; round < 5; round += 1) {
    const ids = await Array.fromAsync(rig.tv.managed.everyDevice(), ({ device }) => device.id);
    expect(ids.toSorted()).toEqual(whole);
  }
  expect(await struck()).toBeGreaterThan(0);
  await rig.admin('faults', undefined, 'DELETE');
});

test('drift shows what the emulator was told to add and to leave out, and nothing else', () => {
  const kinds = new Set(rig.drift().map(({ kind, field }) => `${kind} ${field}`));
  expect(kinds).toContain('unknown_field brand_new');
  expect(kinds).toContain('missing_field start_date');
  const told =
    /^(unknown_field (brand_new|TeamViewerNew|emulator_unknown_field)|missing_field \w+|unreadable_record )$/;
  expect([...kinds].filter((kind) => !told.test(kind))).toEqual([]);
});
