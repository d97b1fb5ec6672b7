import type { Host, NewJournalEntry, Transaction } from '@fernwart/addon-kit';
import type { RecordState } from '../sessions/model.ts';
import { lockSessions, type SessionRow } from '../sessions/store.ts';
import type { Answers } from './ask.ts';
import { notesContent, outcomeContent } from './entry.ts';
import { type Asked, type Asking, entryDigest, judge, nextAskAt, type Verdict } from './model.ts';
import { readReport } from './read-report.ts';
import { type Recorded, type Report, reportsOfSessions, storeRecorded, storeReports } from './store.ts';

const chunk = 200;

/** Stores what asking brought and writes each session's record: report and entry become durable together, once. */
export async function writeRecords(
  host: Host,
  configurationId: string,
  sessions: readonly SessionRow[],
  answers: Answers,
): Promise<number> {
  const matched = Map.groupBy(answers.matched, (one) => one.sessionId);
  let written = 0;
  for (let at = 0; at < sessions.length; at += chunk) {
    const ids = sessions.slice(at, at + chunk).map((session) => session.id);
    const own = await Promise.all(
      ids.flatMap((id) => matched.get(id) ?? []).map((one) => readReport(one.report, one.sessionId)),
    );
    written += await host.transaction(async (tx) => {
      await storeReports(tx.sql, configurationId, own, host.clock.now());
      return writeChunk(tx, host, ids, answers);
    });
  }
  return written;
}

async function writeChunk(
  tx: Transaction,
  host: Host,
  ids: readonly string[],
  answers: Answers,
): Promise<number> {
  const locked = await lockSessions(tx.sql, ids);
  const stored = Map.groupBy(await reportsOfSessions(tx.sql, ids), (report) => report.sessionId);
  const judged = locked.flatMap((session): Judged[] => {
    const asked = answers.asked.get(session.id);
    if (asked === undefined || session.dueAt === null) return [];
    return [judgeSession(host, session, session.dueAt, asked, stored.get(session.id) ?? [])];
  });
  const entries = judged.flatMap((one) => one.entries);
  if (entries.length > 0) await tx.journal.add(...entries);
  const news = judged.filter((one) => one.isNews).map((one) => `activity:${one.activityId}`);
  if (news.length > 0) await tx.touch(...news);
  await storeRecorded(
    tx.sql,
    judged.map((one) => one.recorded),
  );
  return judged.filter((one) => one.recorded.entry !== null).length;
}

/** What is to be written for one session, decided before anything is. */
interface Judged {
  readonly activityId: string;
  readonly recorded: Recorded;
  readonly entries: readonly NewJournalEntry[];
  readonly isNews: boolean;
}

function judgeSession(
  host: Host,
  session: SessionRow,
  dueAt: Temporal.Instant,
  asked: Asked,
  reports: readonly Report[],
): Judged {
  const now = host.clock.now();
  const asking = askingOf(session, dueAt);
  const verdict = judge(asking, asked, reports.length, now);
  const record: RecordState = verdict.record ?? (session.record === 'due' ? 'asking' : session.record);
  const entry = newEntry(session, verdict, reports);
  const trouble = asked.kind === 'trouble' ? asked.trouble : null;
  const nextAsk = notBefore(nextAskAt(asking, record, now), asked);
  return {
    activityId: session.activityId,
    recorded: { id: session.id, record, askedAt: now, nextAskAt: nextAsk, trouble, entry },
    entries: entry === null ? [] : entriesOf(host, session, verdict, reports, entry.number),
    isNews: record !== session.record || entry !== null || trouble?.code !== session.askTrouble?.code,
  };
}

function askingOf(session: SessionRow, dueAt: Temporal.Instant): Asking {
  return {
    record: session.record,
    dueAt,
    graceUntil: session.graceUntil ?? dueAt,
    everOnline: session.firstOnlineAt !== null,
  };
}

/** An entry that says something new supersedes the one before it; one that says the same is not written. */
function newEntry(
  session: SessionRow,
  verdict: Verdict,
  reports: readonly Report[],
): { number: number; digest: string } | null {
  if (verdict.record === null) return null;
  const digest = entryDigest(
    verdict.record,
    reports,
    verdict.record === 'undetermined' ? verdict.reason : '',
  );
  return digest === session.entryDigest ? null : { number: session.entries + 1, digest };
}

function entriesOf(
  host: Host,
  session: SessionRow,
  verdict: Verdict,
  reports: readonly Report[],
  number: number,
): NewJournalEntry[] {
  const { activityId } = session;
  const outcome: NewJournalEntry = {
    activityId,
    key: entryKey(session.id, number),
    visibility: 'requester',
    content: outcomeContent(host, session, verdict, reports),
    ...(session.entries === 0 ? {} : { supersedes: entryKey(session.id, session.entries) }),
  };
  const notes = verdict.record === 'written' ? notesContent(host, session, reports) : null;
  if (notes === null) return [outcome];
  return [outcome, { activityId, key: `session:${session.id}:notes:${number}`, content: notes }];
}

function entryKey(sessionId: string, number: number): string {
  return `session:${sessionId}:record:${number}`;
}

/** Where TeamViewer named the time until which it wants no more questions, that is obeyed. */
function notBefore(at: Temporal.Instant | null, asked: Asked): Temporal.Instant | null {
  if (at === null || asked.kind === 'complete' || asked.trouble.until === undefined) return at;
  const until = Temporal.Instant.from(asked.trouble.until);
  return Temporal.Instant.compare(at, until) < 0 ? until : at;
}
