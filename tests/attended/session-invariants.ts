import { ask } from '../crash/ask.ts';
import type { Stage } from '../crash/stage.ts';

interface SessionRow {
  id: string;
  activity_id: string;
  code: string | null;
  state: string;
  record: string;
  entries: number;
  invitations: number;
}

/** What must be true of attended sessions once it is quiet; answers every sentence that is not. */
export async function wrongWithSessions(stage: Stage, activities: readonly string[]): Promise<string[]> {
  const sessions = await ask<SessionRow>(
    stage,
    'select id, activity_id, code, state, record, entries, invitations from pkg_teamviewer.sessions',
  );
  // The desk puts the package's id before its keys.
  const keys = (
    await ask<{ key: string }>(stage, "select key from journal_entries where key like '%session:%'")
  ).map(({ key }) => key.slice(key.indexOf('session:')));
  return [
    ...activities.flatMap((id) => {
      const recorded = sessions.filter((session) => session.activity_id === id && session.code !== null);
      return recorded.length > 1 ? [`activity ${id} has ${recorded.length} recorded sessions`] : [];
    }),
    ...sessions.flatMap((session) => entriesOf(session, keys)),
    ...sessions.flatMap((session) => mailsOf(stage, session)),
  ];
}

/** One entry for each fact: created once, and as many records as the session counts, none left out. */
function entriesOf(session: SessionRow, keys: readonly string[]): string[] {
  const own = keys.filter((key) => key.startsWith(`session:${session.id}:`));
  const wanted = [
    ...(session.code === null ? [] : [`session:${session.id}:created`]),
    ...Array.from({ length: session.entries }, (_, index) => `session:${session.id}:record:${index + 1}`),
  ];
  const facts = own.filter((key) => /:(created|record:\d+)$/.test(key)).sort();
  const wrong = facts.join() === wanted.sort().join() ? [] : [`${session.id} has the entries ${own.join()}`];
  if (session.code !== null && (session.state !== 'ended' || session.entries === 0))
    wrong.push(`${session.id} is ${session.state}, and its record is ${session.record}`);
  return wrong;
}

/** One mail for each invitation; one that was sent twice, since the answer was lost, bears the same Message-ID. */
function mailsOf(stage: Stage, { code, invitations }: SessionRow): string[] {
  if (code === null) return [];
  const mails = stage.catcher.mails.filter((mail) => mail.text.includes(code));
  const byId = Map.groupBy(mails, (mail) => mail.messageId);
  const copies = Math.max(0, ...byId.values().map((same) => same.length));
  return [
    ...(byId.size === invitations
      ? []
      : [`${code} was sent as ${byId.size} mails for ${invitations} invitations`]),
    ...(copies > 2 ? [`${code} was sent ${copies} times with one Message-ID`] : []),
  ];
}
