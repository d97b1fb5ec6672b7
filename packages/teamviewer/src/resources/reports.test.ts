import { expect, test } from 'vitest';
import { createTestClient } from '../testing/client.ts';

const instant = (text: string) => Temporal.Instant.from(text);

const REPORT = {
  id: '0755A8DD-0000-4000-8000-0000000000A1',
  userid: 'u4711023',
  deviceid: 1234567890,
  support_session_type: 2,
  start_date: '2026-01-15T08:05:00Z',
  end_date: '20260115T081730Z',
  bill: 0,
  currency: 'None',
  billing_state: 'DoNotBill',
  notes: '',
  session_code: 's119-457-589',
  end_customer: { name: 'Erika Muster', email: null },
  feedback: { session_rating: 5, user_comment: 'ok' },
};

test('reports: sends every filter and reads both date forms, numbers and names', async () => {
  const { tv, script, drift } = createTestClient([
    {
      expect:
        'GET /reports/connections?from_date=2026-01-15T00:00:00Z&to_date=2026-01-16T00:00:01Z&session_code=s119-457-589' +
        '&has_code=true&userid=u1&username=x&groupid=0&devicename=unnamed_device&deviceid=5&support_session_type=2',
      answer: { json: { records: [REPORT], records_remaining: 1, next_offset: REPORT.id } },
    },
    {
      expect:
        'GET /reports/connections?from_date=2026-01-15T00:00:00Z&to_date=2026-01-16T00:00:01Z&session_code=s119-457-589' +
        `&has_code=true&userid=u1&username=x&groupid=0&devicename=unnamed_device&deviceid=5&support_session_type=2&offset_id=${REPORT.id}`,
      answer: {
        json: {
          records: [
            { ...REPORT, id: REPORT.id.toLowerCase() },
            { ...REPORT, id: 'other', support_session_type: 'RemoteConnection' },
          ],
        },
      },
    },
  ]);
  const reports = await tv.reports
    .connections({
      from: instant('2026-01-15T00:00:00Z'),
      to: instant('2026-01-16T00:00:00.1Z'),
      sessionCode: 's119457589',
      hasCode: true,
      userId: 'u1',
      userName: 'x',
      groupId: '0',
      deviceName: 'unnamed_device',
      deviceId: '5',
      kind: 'remote_support_active',
    })
    .all();
  // An id that differs in case only is the same report: the manual shows upper case, live payloads lower.
  expect(reports.map(({ id, kind }) => [id, kind])).toEqual([
    [REPORT.id, 'remote_support_active'],
    ['other', 'remote_connection'],
  ]);
  expect(reports[0]).toMatchObject({
    deviceId: '1234567890',
    fee: 0,
    billing: 'do_not_bill',
    notes: '',
    endCustomer: { name: 'Erika Muster' },
    feedback: { rating: 5, comment: 'ok' },
  });
  expect(reports[0]?.endedAt?.toString()).toBe('2026-01-15T08:17:30Z');
  expect(drift).toEqual([]);
  script.finish();
});

test('reports: blank names, empty feedback and one report by id', async () => {
  const blank = { ...REPORT, devicename: '', groupname: '', feedback: {}, session_code: undefined };
  const { tv, script } = createTestClient([
    { expect: 'GET /reports/connections/a1', answer: { json: blank } },
  ]);
  const report = await tv.reports.connection('a1');
  expect(report).toMatchObject({ deviceName: '', feedback: {} });
  expect(report).not.toHaveProperty('sessionCode');
  script.finish();
});

test('device reports: reads the capital Id and pages by it', async () => {
  const { tv, script, drift } = createTestClient([
    {
      expect: 'GET /reports/devices?from_date=2026-01-15T00:00:00Z&targetId=9',
      answer: {
        json: {
          records: [
            {
              Id: 'a',
              originid: 123,
              targetid: 9,
              start_date: REPORT.start_date,
              end_date: REPORT.start_date,
            },
          ],
          next_offset: 'a',
        },
      },
    },
    {
      expect: 'GET /reports/devices?from_date=2026-01-15T00:00:00Z&targetId=9&offset_id=a',
      answer: { json: { records: [] } },
    },
  ]);
  const reports = await tv.deviceReports({ from: instant('2026-01-15T00:00:00Z'), targetId: '9' }).all();
  expect(reports).toMatchObject([{ id: 'a', originId: '123', targetId: '9' }]);
  expect(drift).toEqual([]);
  script.finish();
});
