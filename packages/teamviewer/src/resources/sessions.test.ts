import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { createTestClient, failureOf } from '../testing/client.ts';

const CREATED = {
  code: 's119-457-589',
  state: 'Open',
  groupid: 'g27203254',
  end_customer: { name: 'Erika Muster', email: 'erika@example.org' },
  end_customer_link: 'https://get.teamviewer.com/v15/s119457589',
  supporter_link: 'https://get.teamviewer.com/v15/s119457589-Ab12Cd34Ef56',
  custom_api: 'key-1',
  created_at: '2026-01-15T08:00:00Z',
  valid_until: '2026-01-16T08:00:00Z',
  online: false,
  support_session_type: 'Default',
};

test('creates a session in a group, with our key', async () => {
  const { tv, script, drift } = createTestClient([{ expect: 'POST /sessions', answer: { json: CREATED } }]);
  const session = await tv.sessions.create({
    groupId: 'g27203254',
    customApi: 'key-1',
    endCustomer: { name: 'Erika Müster' },
    validUntil: Temporal.Instant.from('2026-01-16T08:00:00.5Z'),
  });
  expect(JSON.parse(script.requests[0]?.body ?? '')).toEqual({
    groupid: 'g27203254',
    custom_api: 'key-1',
    end_customer: { name: 'Erika Müster' },
    valid_until: '2026-01-16T08:00:00Z',
    support_session_type: 'Default',
  });
  expect(script.requests[0]?.headers).toEqual({
    accept: 'application/json',
    authorization: 'Bearer token-1',
    'content-type': 'application/json; charset=utf-8',
  });
  expect(session).toMatchObject({ code: 's119-457-589', state: 'open', type: 'default', online: false });
  expect(session.validUntil?.toString()).toBe('2026-01-16T08:00:00Z');
  expect(drift).toEqual([]);
  script.finish();
});

test('never prints a supporter link', async () => {
  const { tv, script } = createTestClient([{ expect: 'POST /sessions', answer: { json: CREATED } }]);
  const session = await tv.sessions.create({ groupId: 'g1' });
  expect(session.supporterLink?.reveal()).toBe(CREATED.supporter_link);
  expect(JSON.stringify(session)).not.toContain('Ab12Cd34Ef56');
  expect(inspect(session)).not.toContain('Ab12Cd34Ef56');
  expect(session.raw.reveal()['supporter_link']).toBe(CREATED.supporter_link);
  script.finish();
});

test('never repeats a POST whose answer was lost, and says so', async () => {
  const lost = [
    { fail: new Error('reset') },
    { status: 502, text: 'bad gateway' },
    { text: '{"code":"s11' },
  ] as const;
  for (const answer of lost) {
    const { tv, script } = createTestClient([{ expect: 'POST /sessions', answer }]);
    const error = await failureOf(tv.sessions.create({ groupId: 'g1' }));
    expect(error).toMatchObject({ code: 'try_later', effectUnknown: true });
    script.finish();
  }
});

test('says that the effect is unknown when a session came back without its code or as a redirect', async () => {
  for (const answer of [
    { json: { state: 'Open' } },
    { status: 302, text: '', headers: { location: 'https://x' } },
  ]) {
    const { tv, script } = createTestClient([{ expect: 'POST /sessions', answer }]);
    const error = await failureOf(tv.sessions.create({ groupId: 'g1' }));
    expect(error).toMatchObject({ code: 'our_fault', effectUnknown: true });
    script.finish();
  }
});

test("tells the licence's session limit from a bad request", async () => {
  const { tv, script } = createTestClient([
    {
      expect: 'POST /sessions',
      answer: { status: 400, text: '"Due to license limitations no more sessions."' },
    },
    { expect: 'POST /sessions', answer: { status: 400, json: { error: 'invalid_request', error_code: 2 } } },
  ]);
  expect(await failureOf(tv.sessions.create({ groupId: 'g1' }))).toMatchObject({
    code: 'session_limit',
    effectUnknown: false,
  });
  expect(await failureOf(tv.sessions.create({ groupId: 'g1' }))).toMatchObject({
    code: 'bad_request',
    vendor: { error: 'invalid_request', error_code: 2 },
  });
  script.finish();
});

test('refuses input that TeamViewer would refuse, without a call', async () => {
  const { tv, script } = createTestClient([]);
  for (const input of [
    { groupId: '' },
    { groupId: 'Matrix42' },
    { groupId: 'g1', description: 'x'.repeat(4001) },
    { groupId: 'g1', customApi: 'x'.repeat(4001) },
    { groupId: 'g1', endCustomer: { name: 'x'.repeat(101) } },
    { groupId: 'g1', assignedUserId: '4711' },
  ]) {
    expect(await failureOf(tv.sessions.create(input))).toMatchObject({ code: 'bad_request' });
  }
  expect(await failureOf(tv.sessions.get('../account'))).toMatchObject({ code: 'bad_request' });
  script.finish();
});

test('lists open and closed sessions with all members unless told otherwise', async () => {
  const { tv, script, drift } = createTestClient([
    {
      expect: 'GET /sessions?state=open,closed&full_list=true',
      answer: {
        json: {
          sessions: [{ ...CREATED, code: 's10-000-002' }],
          sessions_remaining: 1,
          next_offset: 's10-000-001',
        },
      },
    },
    {
      expect: 'GET /sessions?state=open,closed&full_list=true&offset=s10-000-001',
      answer: { json: { sessions: [{ ...CREATED, code: 's10-000-001', state: 'closed' }] } },
    },
    {
      expect: 'GET /sessions?groupid=g1&state=open&full_list=false',
      answer: { json: { sessions: [{ code: 's10-000-003', state: 'Open', groupid: 'g1' }] } },
    },
  ]);
  const all = await tv.sessions.list().all();
  expect(all.map(({ code, state }) => [code, state])).toEqual([
    ['s10-000-002', 'open'],
    ['s10-000-001', 'closed'],
  ]);
  const short = await tv.sessions.list({ groupId: 'g1', state: ['open'], fullList: false }).all();
  expect(short.map(({ code }) => code)).toEqual(['s10-000-003']);
  expect(drift).toEqual([]);
  script.finish();
});

test('takes 404 and 400 for an unknown code alike, and accepts a code without dashes', async () => {
  const { tv, script } = createTestClient([
    { expect: 'GET /sessions/s119-457-589', answer: { status: 404, json: { error: 'not_found' } } },
    { expect: 'GET /sessions/s12-345-678', answer: { status: 400, json: { error: 'invalid_request' } } },
    { expect: 'PUT /sessions/s12-345-678', answer: { status: 400, json: { error: 'invalid_request' } } },
  ]);
  expect(await failureOf(tv.sessions.get('s119457589'))).toMatchObject({ code: 'not_found', status: 404 });
  expect(await failureOf(tv.sessions.get('s12-345-678'))).toMatchObject({ code: 'not_found', status: 400 });
  expect(await failureOf(tv.sessions.close('s12-345-678'))).toMatchObject({ code: 'not_found' });
  script.finish();
});

test('updates and closes by PUT', async () => {
  const { tv, script } = createTestClient([
    { expect: 'PUT /sessions/s12-345-678', answer: { status: 204, text: '' } },
    { expect: 'PUT /sessions/s12-345-678', answer: { status: 200, text: 'anything' } },
  ]);
  await tv.sessions.update('s12-345-678', { description: 'Drucker', assignedUserId: 'u0' });
  await tv.sessions.close('s12-345-678');
  expect(script.requests.map((request) => JSON.parse(request.body ?? ''))).toEqual([
    { description: 'Drucker', assigned_userid: 'u0' },
    { state: 'closed' },
  ]);
  script.finish();
});
