import { expect } from 'vitest';
import { conformance } from './conform.ts';
import { type Answer, at, call, rows, textAt } from './http.ts';
import { admin, email, play } from './target.ts';

const conform = conformance();

conform(
  'TV-8.2',
  'read-only',
  'at most a thousand records, newest end first; the next page begins after the last',
  async (target) => {
    const first = await call(target, 'GET', '/reports/connections');
    expect(first.status).toBe(200);
    const records = rows(first, 'records');
    expect(records.length).toBeLessThanOrEqual(1000);
    const ends = records.map((record) => String(record['end_date']));
    expect(ends).toEqual(ends.toSorted().toReversed());
    if (at(first, 'next_offset') === undefined) return;
    const second = await call(
      target,
      'GET',
      `/reports/connections?offset_id=${textAt(first, 'next_offset')}`,
    );
    const seen = new Set(records.map(({ id }) => id));
    expect(rows(second, 'records').some(({ id }) => seen.has(id))).toBe(false);
  },
);

conform('TV-8.2', 'emulator', 'all pages together are complete and free of doubles', async (target) => {
  const ids: unknown[] = [];
  let answer: Answer = await call(target, 'GET', '/reports/connections');
  const total = 1000 + Number(at(answer, 'records_remaining'));
  for (;;) {
    ids.push(...rows(answer, 'records').map(({ id }) => id));
    const next = at(answer, 'next_offset');
    if (typeof next !== 'string') break;
    answer = await call(target, 'GET', `/reports/connections?offset_id=${next}`);
  }
  expect(ids).toHaveLength(total);
  expect(new Set(ids).size).toBe(total);
});

conform('TV-8.1', 'read-only', 'from_date is inclusive, to_date exclusive', async (target) => {
  const some = rows(await call(target, 'GET', '/reports/connections'), 'records').find(() => true);
  if (!some) return;
  const start = String(some['start_date']);
  const ids = async (query: string) =>
    rows(await call(target, 'GET', `/reports/connections?${query}`), 'records').map(({ id }) => id);
  expect(await ids(`from_date=${start}`)).toContain(some['id']);
  expect(await ids(`to_date=${start}`)).not.toContain(some['id']);
});

conform(
  'TV-8.1',
  'read-only',
  'has_code divides the records, the type filters them by number',
  async (target) => {
    const list = async (query: string) =>
      rows(await call(target, 'GET', `/reports/connections?${query}`), 'records');
    for (const record of await list('has_code=true')) expect(record).toHaveProperty('session_code');
    for (const record of await list('has_code=false')) expect(record).not.toHaveProperty('session_code');
    for (const record of await list('support_session_type=1')) expect(record['support_session_type']).toBe(1);
    expect((await call(target, 'GET', '/reports/connections?support_session_type=9')).status).toBe(400);
  },
);

conform(
  'TV-8.3',
  'emulator',
  'a session’s connection is reported with code, reference, rating and notes',
  async (target) => {
    const { emulator } = target;
    if (!emulator) return;
    const made = await call(target, 'POST', '/sessions', {
      groupid: 'g31120010',
      description: 'INC1',
      custom_api: 'ref-1',
    });
    const code = textAt(made, 'code');
    await play(emulator, {
      action: 'attended-connection',
      code,
      minutes: 7,
      rating: 3,
      comment: 'nun ja',
      notes: 'ok',
    });
    const found = await call(target, 'GET', `/reports/connections?session_code=${code}`);
    expect(rows(found, 'records')).toHaveLength(1);
    expect(at(found, 'records.0')).toMatchObject({
      session_code: code,
      custom_api: 'ref-1',
      session_note: 'INC1',
      notes: 'ok',
      support_session_type: 2,
      session_created_at: at(made, 'created_at'),
      valid_until: at(made, 'valid_until'),
      feedback: { session_rating: 3, user_comment: 'nun ja' },
    });
  },
);

conform('TV-8.5', 'emulator', 'billing and notes can be changed, a record deleted', async (target) => {
  const id = textAt(await call(target, 'GET', '/reports/connections'), 'records.5.id');
  const path = `/reports/connections/${id}`;
  expect((await call(target, 'PUT', path, { billing_state: 'Billed', notes: 'neu' })).status).toBe(204);
  expect((await call(target, 'GET', path)).json).toMatchObject({ id, billing_state: 'Billed', notes: 'neu' });
  const listed = rows(await call(target, 'GET', '/reports/connections'), 'records').filter(
    (one) => one['id'] === id,
  );
  expect(listed).toHaveLength(1);
  expect((await call(target, 'DELETE', path)).status).toBe(204);
  expect((await call(target, 'GET', path)).status).toBe(404);
});

conform(
  'TV-8.6',
  'emulator',
  'a report comes late by switch, late, corrected or never by fault',
  async (target) => {
    const { emulator } = target;
    if (!emulator) return;
    const connect = async () => {
      const code = textAt(await call(target, 'POST', '/sessions', { groupid: 'g31120010' }), 'code');
      await play(emulator, { action: 'attended-connection', code, minutes: 5 });
      return async () =>
        rows(await call(target, 'GET', `/reports/connections?session_code=${code}`), 'records');
    };
    const advance = (seconds: number) => admin(emulator, 'POST', 'clock', { advance: seconds });

    await admin(emulator, 'PUT', 'switches', { reportDelaySeconds: 60 });
    const delayed = await connect();
    expect(await delayed()).toHaveLength(0);
    await advance(61);
    expect(await delayed()).toHaveLength(1);
    await admin(emulator, 'PUT', 'switches', { reportDelaySeconds: 0 });

    await admin(emulator, 'POST', 'faults', { kind: 'report-late', seconds: 300, count: 1 });
    const late = await connect();
    expect(await late()).toHaveLength(0);
    await advance(301);
    expect(await late()).toHaveLength(1);

    await admin(emulator, 'POST', 'faults', { kind: 'report-corrected', seconds: 60, count: 1 });
    const corrected = await connect();
    const before = await corrected();
    await advance(61);
    expect((await corrected())[0]).toMatchObject({ id: before[0]?.['id'], notes: '(corrected)' });

    await admin(emulator, 'POST', 'faults', { kind: 'report-never', count: 1 });
    const never = await connect();
    await advance(86_400);
    expect(await never()).toHaveLength(0);
  },
);

conform('TV-8.7', 'emulator', 'a connection to a device stands in the device reports', async (target) => {
  const { emulator } = target;
  if (!emulator) return;
  const device = emulator.state.devices.values().next().value;
  if (!device) throw new Error('no device');
  const { teamviewerId } = device;
  await play(emulator, { action: 'unattended-connection', teamviewerId, email, minutes: 4 });
  const answer = await call(target, 'GET', `/reports/devices?targetId=${teamviewerId}`);
  expect(rows(answer, 'records')).toHaveLength(1);
  expect(at(answer, 'records.0')).toMatchObject({ targetid: teamviewerId, targetname: device.alias });
  const outgoing = await call(target, 'GET', `/reports/connections?deviceid=${teamviewerId}&has_code=false`);
  expect(textAt(outgoing, 'records.0.deviceid')).toBe(String(teamviewerId));
});

conform(
  'TV-9.2',
  'emulator',
  'the event log comes in pages of fifty until the token is null',
  async (target) => {
    const span = { StartDate: '2020-01-01T00:00:00Z', EndDate: '2100-01-01T00:00:00Z' };
    const sizes: number[] = [];
    let token: unknown;
    do {
      const answer: Answer = await call(target, 'POST', '/EventLogging', {
        ...span,
        ...(token ? { ContinuationToken: token } : {}),
      });
      sizes.push(rows(answer, 'AuditEvents').length);
      token = at(answer, 'ContinuationToken');
    } while (token !== null);
    expect(sizes.slice(0, -1).every((size) => size === 50)).toBe(true);
    expect(sizes.reduce((sum, size) => sum + size)).toBeGreaterThanOrEqual(120);
  },
);

conform('TV-9.1', 'read-only', 'the event log refuses a query without dates', async (target) => {
  expect((await call(target, 'POST', '/EventLogging', {})).status).toBe(400);
});

conform('TV-9.3', 'emulator', 'a connection leaves its events, which filters find', async (target) => {
  const span = { StartDate: '2020-01-01T00:00:00Z', EndDate: '2100-01-01T00:00:00Z' };
  const answer = await call(target, 'POST', '/EventLogging', {
    ...span,
    EventNames: ['EndedSession'],
    AccountEmails: [email],
  });
  for (const event of rows(answer, 'AuditEvents')) {
    expect(event).toMatchObject({ EventName: 'EndedSession', EventType: 'Session', AuthorEmail: email });
  }
  expect(rows(answer, 'AuditEvents').length).toBeGreaterThan(0);
});
