import type { Host } from '@fernwart/addon-kit';
import type { ConnectionReport } from '@fernwart/teamviewer';
import type { Settings } from '../configuration/settings.ts';
import { callTeamViewer } from '../connection/call.ts';
import { findConnection, noteRight, storeReportsPerDay } from '../connection/store.ts';
import type { SessionRow } from '../sessions/store.ts';
import { troubleOf } from '../shared/trouble.ts';
import { type Matched, matchReports } from './match.ts';
import { type Asked, windowOf } from './model.ts';
import { planQuestions, type Question, type Wanted } from './plan.ts';

/** Assumed until a window has shown how many reports a connection has in a day. */
const assumedRowsPerDay = 500;

/** What asking for a set of sessions brought. */
export interface Answers {
  readonly matched: readonly Matched[];
  readonly asked: ReadonlyMap<string, Asked>;
  readonly questions: number;
}

/** A session with all that asking for it needs. */
export type Askable = SessionRow & { readonly code: string; readonly endedAt: Temporal.Instant };

/** Asks for all these sessions in the fewest calls; what a failed question leaves open is said per session. */
export async function askFor(host: Host, settings: Settings, sessions: readonly Askable[]): Promise<Answers> {
  const now = host.clock.now();
  const connection = await findConnection(host.sql, settings.id);
  const perDay = connection?.reportsPerDay ?? assumedRowsPerDay;
  const wanted = sessions.map(
    (session): Wanted => ({ id: session.id, code: session.code, ...windowOf(session, now) }),
  );
  const questions = planQuestions(wanted, perDay);
  const asked = new Map<string, Asked>();
  const reports: ConnectionReport[] = [];
  for (const question of questions) {
    const answer = await askOne(host, settings, question);
    reports.push(...answer.reports);
    for (const id of question.ids) asked.set(id, answer.asked);
    if (question.kind === 'window' && answer.asked.kind === 'complete') {
      await learnRows(host, settings, question, answer.reports.length, connection?.reportsPerDay ?? null);
    }
  }
  if ([...asked.values()].some((one) => one.kind === 'complete')) {
    await noteRight(host.sql, settings.id, 'connections.read', 'granted');
  }
  return { matched: matchReports(reports, sessions), asked, questions: questions.length };
}

async function askOne(
  host: Host,
  settings: Settings,
  question: Question,
): Promise<{ reports: readonly ConnectionReport[]; asked: Asked }> {
  const filter =
    question.kind === 'code'
      ? { sessionCode: question.code }
      : { from: question.from, to: question.to, hasCode: true };
  const reports: ConnectionReport[] = [];
  try {
    await callTeamViewer(host, settings, 'background', async (client) => {
      for await (const page of client.reports.connections(filter).pages()) reports.push(...page.records);
    });
    return { reports, asked: { kind: 'complete' } };
  } catch (error) {
    return { reports, asked: { kind: 'trouble', trouble: troubleOf(error) } };
  }
}

async function learnRows(
  host: Host,
  settings: Settings,
  question: Question & { kind: 'window' },
  rows: number,
  before: number | null,
): Promise<void> {
  const days = Math.max(question.from.until(question.to).total('hours') / 24, 1 / 24);
  const seen = rows / days;
  await storeReportsPerDay(host.sql, settings.id, before === null ? seen : (before + seen) / 2);
}
