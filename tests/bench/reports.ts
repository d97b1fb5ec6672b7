import { setTimeout as wait } from 'node:timers/promises';
import { fetch as get } from 'undici';
import { signedIn } from '../support/desk-client.ts';
import type { BenchResult } from './bench-result.ts';
import { type DeskProcess, openFor, startDeskProcess } from './desk-process.ts';
import { round } from './measure.ts';

type Door = Awaited<ReturnType<typeof openFor>>['db'];

const pageRows = 1000;

/**
 * Sessions that are due at once, each with a report: asked for together and written, an entry each, against the floor
 * measured in the same run on the same database: a bare download of the same pages, and a bulk insert of the rows that
 * were left behind.
 */
export async function reportsBench(sessions = 5000): Promise<BenchResult> {
  await using desk = await startDeskProcess((db) => fillSessions(db, sessions));
  addReports(desk, sessions);
  const { db, close } = await openFor(desk.databaseUrl);
  try {
    const before = await calls(desk);
    const end = await oneMoreSession(desk);
    const gathered = await measured(async () => {
      await end();
      await untilRecorded(db, sessions);
    });
    const asked = (await calls(desk)) - before;
    const download = await measured(() => downloadReports(desk));
    const insert = await insertSame(db);
    const floor = download.seconds + insert.seconds;
    const figures = {
      sessions,
      entries: insert.entries,
      calls: asked,
      gatherSeconds: round(gathered.seconds),
      downloadSeconds: round(download.seconds),
      insertSeconds: round(insert.seconds),
      ratio: round(gathered.seconds / floor),
    };
    return {
      name: `reports: ${sessions} sessions due at once, on PostgreSQL`,
      figures,
      goals: [
        { figure: 'calls', atMost: 10, met: asked <= 10 },
        { figure: 'entries', exactly: sessions, met: insert.entries === sessions },
        { figure: 'ratio', atMost: 4, met: figures.ratio <= 4 },
      ],
    };
  } finally {
    await close();
  }
}

const codeOf = (index: number) =>
  `s${100 + Math.floor(index / 1000)}-${String(index % 1000).padStart(3, '0')}-000`;

/** Ended an hour ago, closed at TeamViewer, and due since. */
async function fillSessions(db: Door, sessions: number): Promise<void> {
  const [connection] = await db.sql<{ id: string }>`
    select configuration_id as id from pkg_teamviewer.connections`;
  const codes = Array.from({ length: sessions }, (_, index) => codeOf(index));
  await db.sql`
    insert into activities (id, number, kind, subject, state, created_at, updated_at)
    select gen_random_uuid(), 'BENCH' || n, 'incident', 'Bench ' || n, 204, now(), now()
    from generate_series(1, ${sessions}::integer) n`;
  await db.sql`
    insert into pkg_teamviewer.sessions (id, configuration_id, activity_id, activity_number, activity_subject, state, end_reason,
      record, created_by, created_by_name, requested_at, code, opened_at, valid_until, ended_at, closed_at, due_at, grace_until,
      next_ask_at)
    select 'bench-session-' || number, ${connection?.id ?? ''}, id::text, number, subject, 'ended', 'expired', 'due', 'nobody', 'Nobody',
      now() - interval '3 hours', (${codes}::text[])[substr(number, 6)::integer], now() - interval '3 hours',
      now() - interval '1 hour', now() - interval '1 hour', now() - interval '1 hour', now() - interval '1 hour',
      now() + interval '1 hour', now()
    from activities where number like 'BENCH%'`;
}

function addReports({ emulator }: DeskProcess, sessions: number): void {
  const [company] = emulator.state.companies.values();
  const [user] = emulator.state.users.values();
  if (company === undefined || user === undefined) throw new Error('The emulator knows nobody.');
  const start = Temporal.Now.instant().subtract({ hours: 2 }).epochMilliseconds;
  for (let index = 0; index < sessions; index += 1) {
    emulator.state.reports.add({
      id: crypto.randomUUID(),
      companyId: company.id,
      userId: user.id,
      username: user.name,
      deviceId: String(1_000_000_000 + index),
      deviceName: `PC-${index}`,
      groupId: '',
      groupName: '',
      type: 2,
      start: start + index,
      end: start + index + 600_000,
      fee: 0,
      currency: 'None',
      billing: 'Bill',
      notes: '',
      session: {
        code: codeOf(index),
        createdAt: start,
        validUntil: start + 3_600_000,
        assignedUserId: user.id,
        assignedAt: start,
        note: '',
        customApi: '',
        endCustomer: null,
      },
      feedback: null,
      visibleAt: start,
    });
  }
}

/** One more session, whose end wakes the collector. */
async function oneMoreSession(desk: DeskProcess): Promise<() => Promise<unknown>> {
  const anna = await signedIn(desk.node.origin, 'anna');
  const { id } = await anna.takenOverActivity('Bench of reports');
  await anna.createSession(id);
  while (!(await anna.offers(id)).includes('teamviewer/join-native')) await wait(20);
  return () => anna.post('/packages/teamviewer/actions/end-session', { subject: { type: 'activity', id } });
}

async function untilRecorded(db: Door, sessions: number): Promise<void> {
  for (;;) {
    const [row] = await db.sql<{ count: number }>`
      select count(*)::integer as count from pkg_teamviewer.sessions where id like 'bench-%' and record = 'written'`;
    if (row?.count === sessions) return;
    await wait(25);
  }
}

async function calls({ emulator }: DeskProcess): Promise<number> {
  const answer = await get(`${emulator.origin}/emulator/api/calls`);
  const { counters } = (await answer.json()) as { counters: Record<string, { calls: number }> };
  return counters['GET /reports/connections']?.calls ?? 0;
}

async function downloadReports({ emulator }: DeskProcess): Promise<number> {
  const [token] = [...emulator.state.accessTokens.values()].filter((one) => !one.revoked);
  const from = Temporal.Now.instant().subtract({ hours: 4 }).toString({ smallestUnit: 'second' });
  let rows = 0;
  for (let offset: string | undefined = ''; offset !== undefined; ) {
    const query = new URLSearchParams({ from_date: from, ...(offset === '' ? {} : { offset_id: offset }) });
    const answer = await get(`${emulator.origin}/api/v1/reports/connections?${query.toString()}`, {
      headers: { authorization: `Bearer ${token?.token ?? ''}` },
    });
    const page = (await answer.json()) as { records: unknown[]; next_offset?: string };
    rows += page.records.length;
    offset = page.next_offset;
  }
  return rows;
}

/** Reports and entries as they were left behind, into tables with the same columns and indexes, a thousand rows at a time. */
async function insertSame(db: Door): Promise<{ seconds: number; entries: number }> {
  const reports = await db.sql`select to_jsonb(r) as row from pkg_teamviewer.connection_reports r`;
  const entries =
    await db.sql`select to_jsonb(e) as row from journal_entries e where key like '%bench-session-%'`;
  await db.script(`
    create table bench_reports (like pkg_teamviewer.connection_reports including all);
    create table bench_entries (like journal_entries including all)`);
  const { seconds } = await measured(async () => {
    for (let at = 0; at < reports.length; at += pageRows)
      await db.sql`
        insert into bench_reports
        select * from jsonb_populate_recordset(null::bench_reports, ${pageOf(reports, at)}::jsonb)`;
    for (let at = 0; at < entries.length; at += pageRows)
      await db.sql`
        insert into bench_entries
        select * from jsonb_populate_recordset(null::bench_entries, ${pageOf(entries, at)}::jsonb)`;
  });
  return { seconds, entries: entries.length };
}

function pageOf(rows: readonly object[], at: number): string {
  return JSON.stringify(rows.slice(at, at + pageRows).map((one) => (one as { row: unknown }).row));
}

async function measured<T>(work: () => Promise<T>): Promise<{ value: T; seconds: number }> {
  const began = performance.now();
  const value = await work();
  return { value, seconds: (performance.now() - began) / 1000 };
}
