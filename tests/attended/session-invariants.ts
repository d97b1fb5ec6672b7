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
  mail_reason: string | null;
}

interface MailRow {
  key: string;
  message_id: string;
  state: string;
  attempts: number;
  unknown_outcomes: number;
  last_error: string | null;
}

/** What must be true of attended sessions once it is quiet; answers every sentence that is not. */
export async function wrongWithSessions(stage: Stage, activities: readonly string[]): Promise<string[]> {
  const sessions = await ask<SessionRow>(
    stage,
    'select id, activity_id, code, state, record, entries, invitations, mail_reason from pkg_teamviewer.sessions',
  );
  // The desk puts the package's id before its keys.
  const keys = (
    await ask<{ key: string }>(stage, "select key from journal_entries where key like '%session:%'")
  ).map(({ key }) => key.slice(key.indexOf('session:')));
  const mails = await ask<MailRow>(
    stage,
    "select key, message_id, state, attempts, unknown_outcomes, last_error from mails where key like 'invitation:%'",
  );
  return [
    ...activities.flatMap((id) => {
      const recorded = sessions.filter((session) => session.activity_id === id && session.code !== null);
      return recorded.length > 1 ? [`activity ${id} has ${recorded.length} recorded sessions`] : [];
    }),
    ...sessions.flatMap((session) => entriesOf(session, keys)),
    ...sessions.flatMap((session) => mailsOf(stage, session, mails, keys)),
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

/**
 * One mail for each invitation; one that was sent twice, since the answer was lost, bears the same Message-ID. One that
 * reached nobody was handed over twice without an answer, and both journal and panel say so.
 */
function mailsOf(
  stage: Stage,
  session: SessionRow,
  mails: readonly MailRow[],
  keys: readonly string[],
): string[] {
  const { id, code, invitations } = session;
  if (code === null) return [];
  const caught = stage.catcher.mails.filter((mail) => mail.text.includes(code));
  const own = mails.filter(({ key }) => key.startsWith(`invitation:${id}:`));
  const strangers = caught.filter((mail) => own.every((each) => each.message_id !== mail.messageId));
  return [
    ...(own.length === invitations ? [] : [`${code} has ${own.length} mails for ${invitations} invitations`]),
    ...strangers.map((mail) => `${code} was sent as ${mail.messageId}, which is no invitation's`),
    ...own.flatMap((mail) => {
      const copies = caught.filter(({ messageId }) => messageId === mail.message_id).length;
      if (copies === 1 || copies === 2 || isToldAsUnknown(session, mail, keys)) return [];
      const { state, attempts, unknown_outcomes: unknown, last_error: reason } = mail;
      return [
        `${code} was caught ${copies} times: it is ${state} after ${attempts} attempts, ${unknown} of unknown outcome: ${reason}`,
      ];
    }),
  ];
}

function isToldAsUnknown(session: SessionRow, mail: MailRow, keys: readonly string[]): boolean {
  const number = mail.key.slice(mail.key.lastIndexOf(':') + 1);
  return (
    mail.state === 'refused' &&
    mail.unknown_outcomes === 2 &&
    keys.includes(`session:${session.id}:mail-refused:${number}`) &&
    (Number(number) < session.invitations || session.mail_reason === 'unknown_arrival')
  );
}
