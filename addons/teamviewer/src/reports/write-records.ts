import type { Host, Transaction } from '@fernwart/addon-kit';
import type { RecordState } from '../sessions/model.ts';
import { lockSession, type SessionRow } from '../sessions/store.ts';
import type { Answers } from './ask.ts';
import { notesContent, outcomeContent } from './entry.ts';
import { type Asked, type Asking, entryDigest, judge, nextAskAt, type Verdict } from './model.ts';
import { readReport } from './read-report.ts';
import { type Report, reportsOfSessions, storeRecorded, storeReports } from './store.ts';

const chunk = 50;

/** Stores what asking brought and writes each session's record: report and entry become durable together, once. */
export async function writeRecords(
  host: Host,
  configurationId: string,
  sessions: readonly SessionRow[],
  answers: Answers,
): Promise<number> {
  const reports = await Promise.all(answers.matched.map((one) => readReport(one.report, one.sessionId)));
  let written = 0;
  for (let at = 0; at < sessions.length; at += chunk) {
    const part = sessions.slice(at, at + chunk);
    const ids = new Set(part.map((session) => session.id));
    const own = reports.filter((report) => report.sessionId !== null && ids.has(report.sessionId));
    written += await host.transaction(async (tx) => {
      await storeReports(tx.sql, configurationId, own, host.clock.now());
      const stored = await reportsOfSessions(tx.sql, [...ids]);
      let entries = 0;
      for (const session of part) {
        const asked = answers.asked.get(session.id);
        if (asked === undefined) continue;
        const ofSession = stored.filter((report) => report.sessionId === session.id);
        if (await writeRecord(tx, host, session.id, asked, ofSession)) entries += 1;
      }
      return entries;
    });
  }
  return written;
}

async function writeRecord(
  tx: Transaction,
  host: Host,
  sessionId: string,
  asked: Asked,
  reports: readonly Report[],
): Promise<boolean> {
  const session = await lockSession(tx.sql, sessionId);
  if (session === null || session.dueAt === null) return false;
  const now = host.clock.now();
  const asking = askingOf(session, session.dueAt);
  const verdict = judge(asking, asked, reports.length, now);
  const record: RecordState = verdict.record ?? (session.record === 'due' ? 'asking' : session.record);
  const entry = await writeEntry(tx, host, session, verdict, reports);
  await storeRecorded(tx.sql, {
    id: session.id,
    record,
    askedAt: now,
    nextAskAt: notBefore(nextAskAt(asking, record, now), asked),
    trouble: asked.kind === 'trouble' ? asked.trouble : null,
    entry,
  });
  await tx.touch(`activity:${session.activityId}`);
  return entry !== null;
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
async function writeEntry(
  tx: Transaction,
  host: Host,
  session: SessionRow,
  verdict: Verdict,
  reports: readonly Report[],
): Promise<{ number: number; digest: string } | null> {
  if (verdict.record === null) return null;
  const digest = entryDigest(
    verdict.record,
    reports,
    verdict.record === 'undetermined' ? verdict.reason : '',
  );
  if (digest === session.entryDigest) return null;
  const number = session.entries + 1;
  await tx.journal.add({
    activityId: session.activityId,
    key: entryKey(session.id, number),
    visibility: 'requester',
    content: outcomeContent(host, session, verdict, reports),
    ...(session.entries === 0 ? {} : { supersedes: entryKey(session.id, session.entries) }),
  });
  const notes = verdict.record === 'written' ? notesContent(host, session, reports) : null;
  if (notes !== null) {
    await tx.journal.add({
      activityId: session.activityId,
      key: `session:${session.id}:notes:${number}`,
      content: notes,
    });
  }
  return { number, digest };
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
