import { expect, test } from 'vitest';
import { createTestClient, failureOf } from '../testing/client.ts';

const instant = (text: string) => Temporal.Instant.from(text);

const EVENT = {
  EventName: 'StartedSession',
  EventType: 'Session',
  Timestamp: '2026-01-15T08:05:00Z',
  Author: 'Service Desk',
  AuthorEmail: 'svc@example.org',
  AffectedItem: '1234567890',
  EventDetails: [{ PropertyName: 'Participants', OldValue: '', NewValue: null }],
};

test('event log: follows the token, gives events that are alike once, and knows a repeated page', async () => {
  const first = { AuditEvents: [EVENT, EVENT], ContinuationToken: 't1' };
  const { tv, script, drift } = createTestClient(
    [first, first, { AuditEvents: [{ ...EVENT, EventName: 'EndedSession' }], ContinuationToken: null }].map(
      (json) => ({
        expect: 'POST /EventLogging',
        answer: { json },
      }),
    ),
  );
  const events = await tv
    .eventLog({
      from: instant('2026-01-15T00:00:00Z'),
      to: instant('2026-01-16T00:00:00Z'),
      names: ['StartedSession'],
      sessionGuid: 'x',
    })
    .all();
  expect(events.map(({ name }) => name)).toEqual(['StartedSession', 'EndedSession']);
  expect(events[0]).toMatchObject({
    author: 'Service Desk',
    details: [{ property: 'Participants', oldValue: '' }],
  });
  expect(script.requests.map((request) => JSON.parse(request.body ?? ''))).toEqual([
    {
      StartDate: '2026-01-15T00:00:00Z',
      EndDate: '2026-01-16T00:00:00Z',
      EventNames: ['StartedSession'],
      RCSessionGuid: 'x',
    },
    expect.objectContaining({ ContinuationToken: 't1' }),
    expect.objectContaining({ ContinuationToken: 't1' }),
  ]);
  expect(drift).toEqual([]);
  script.finish();
});

test('event log: asks for long spans in slices of thirty days and goes on from a cursor', async () => {
  const page = (name: string, token: string | null = null) => ({
    expect: 'POST /EventLogging',
    answer: { json: { AuditEvents: [{ ...EVENT, EventName: name }], ContinuationToken: token } },
  });
  const query = { from: instant('2026-01-01T00:00:00Z'), to: instant('2026-03-05T00:00:00Z') };
  const whole = createTestClient([page('a'), page('b', 't'), page('c'), page('d')]);
  const pages = await Array.fromAsync(whole.tv.eventLog(query).pages());
  expect(pages.flatMap(({ records }) => records.map(({ name }) => name))).toEqual(['a', 'b', 'c', 'd']);
  const spans = whole.script.requests.map(
    (request) => JSON.parse(request.body ?? '') as Record<string, string>,
  );
  expect(spans.map(({ StartDate, EndDate }) => [StartDate?.slice(0, 10), EndDate?.slice(0, 10)])).toEqual([
    ['2026-01-01', '2026-01-31'],
    ['2026-01-31', '2026-03-02'],
    ['2026-01-31', '2026-03-02'],
    ['2026-03-02', '2026-03-05'],
  ]);
  whole.script.finish();

  const rest = createTestClient([page('c'), page('d')]);
  const from = pages[1]?.next ?? '';
  expect(from).not.toBe('');
  expect((await Array.fromAsync(rest.tv.eventLog(query).pages(from))).length).toBe(2);
  expect(JSON.parse(rest.script.requests[0]?.body ?? '')).toMatchObject({ ContinuationToken: 't' });
  rest.script.finish();
  expect((await failureOf(Array.fromAsync(rest.tv.eventLog(query).pages('9.x')))).code).toBe('bad_request');
});

test('event log: a slice is never longer than said, fractions of a second included', async () => {
  const empty = { expect: 'POST /EventLogging', answer: { json: { AuditEvents: [] } } };
  const { tv, script } = createTestClient([empty, empty]);
  const query = { from: instant('2026-01-01T00:00:00.7Z'), to: instant('2026-01-31T00:00:00.8Z') };
  await tv.eventLog(query).all();
  const spans = script.requests.map((request) => JSON.parse(request.body ?? '') as Record<string, string>);
  expect(spans.map(({ StartDate, EndDate }) => [StartDate, EndDate])).toEqual([
    ['2026-01-01T00:00:00Z', '2026-01-31T00:00:00Z'],
    ['2026-01-31T00:00:00Z', '2026-01-31T00:00:01Z'],
  ]);
  script.finish();
});

test('event log: it only reads, so it is repeated after trouble', async () => {
  const { tv, script } = createTestClient([
    { expect: 'POST /EventLogging', answer: { status: 502, text: '' } },
    { expect: 'POST /EventLogging', answer: { json: { AuditEvents: [], ParsingError: 'x' } } },
  ]);
  expect(
    await tv.eventLog({ from: instant('2026-01-01T00:00:00Z'), to: instant('2026-01-01T00:00:00Z') }).all(),
  ).toEqual([]);
  script.finish();
});

test('a filter that cannot be rejects without a call, and does not throw', async () => {
  const { tv, script } = createTestClient([]);
  expect((await failureOf(tv.reports.connections({ sessionCode: 'nonsense' }).all())).code).toBe(
    'bad_request',
  );
  const noTime = {
    from: instant('2026-01-01T00:00:00Z'),
    to: instant('2026-01-02T00:00:00Z'),
    slice: Temporal.Duration.from({ seconds: 0 }),
  };
  expect((await failureOf(tv.eventLog(noTime).all())).code).toBe('bad_request');
  script.finish();
});
