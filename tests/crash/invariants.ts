import { installationWorkflow } from '../../apps/server/src/features/packages/installation.ts';
import { nextVersion } from '../packages/next-teamviewer.ts';
import { ask } from './ask.ts';
import type { Acknowledged } from './clients.ts';
import type { Stage } from './stage.ts';

interface SessionRow {
  id: string;
  activity_id: string;
  code: string | null;
  state: string;
  record: string;
}
interface EntryRow {
  activity_id: string;
  key: string;
  kind: string;
  text: string;
}

/** Looks from outside at what must be true once it is quiet; answers every sentence that is not. */
export async function brokenInvariants(stage: Stage, acknowledged: Acknowledged): Promise<string[]> {
  const sessions = await ask<SessionRow>(
    stage,
    'select id, activity_id, code, state, record from pkg_teamviewer.sessions',
  );
  const entries = await ask<EntryRow>(
    stage,
    'select activity_id, key, kind, content::text as text from journal_entries',
  );
  return [
    ...stage.deserted,
    ...atTeamViewer(stage, sessions, entries),
    ...onTheJournal(sessions, entries),
    ...inTheMail(stage, sessions),
    ...(await outbox(stage)),
    ...kept(acknowledged, entries, await ask<{ id: string }>(stage, 'select id from activities')),
    ...(await installed(stage, acknowledged)),
    ...(await runsThatBroke(stage)),
  ];
}

/** None is left open beyond its record, and what was surplus stands on the journal. */
function atTeamViewer(stage: Stage, sessions: readonly SessionRow[], entries: readonly EntryRow[]): string[] {
  const recorded = new Set(sessions.map((session) => session.code));
  return stage.emulator.state.sessions
    .values()
    .toArray()
    .flatMap((session) => {
      const wrong: string[] = [];
      const { code, state } = session;
      if (state === 'open') wrong.push(`${code} is still open at TeamViewer`);
      if (!recorded.has(code) && !entries.some((entry) => entry.key.endsWith(`:surplus:${code}`)))
        wrong.push(`${code} is known to TeamViewer, but neither recorded nor journaled as surplus`);
      return wrong;
    });
}

function onTheJournal(sessions: readonly SessionRow[], entries: readonly EntryRow[]): string[] {
  const wrong: string[] = [];
  for (const { id, code, record } of sessions) {
    const own = entries.filter((entry) => entry.key.includes(id));
    if (code !== null && own.filter((entry) => entry.key.endsWith(':created')).length !== 1)
      wrong.push(`session ${id} was not journaled exactly once`);
    if (record !== 'none' && own.length < 2) wrong.push(`session ${id} has no record on the journal`);
  }
  // The same sentence twice on one activity is the same fact told twice; comments are told apart by their text.
  const told = Map.groupBy(entries, (entry) => `${entry.activity_id} ${entry.kind} ${entry.text}`);
  for (const [, same] of told) {
    const kinds = new Set(same.map((entry) => entry.key));
    if (
      kinds.size > 1 &&
      same[0]?.kind !== 'transition' &&
      same.some((entry) => /Note |s\d{2,3}-/.test(entry.text))
    )
      wrong.push(`told twice: ${same.map((entry) => entry.key).join(', ')}`);
  }
  return wrong;
}

/** One mail for each invitation; what was sent again because nobody knew bears the same Message-ID. */
function inTheMail(stage: Stage, sessions: readonly SessionRow[]): string[] {
  return sessions.flatMap(({ code }) => {
    if (code === null) return [];
    const ids = new Set(
      stage.catcher.mails.filter((mail) => mail.text.includes(code)).map((mail) => mail.messageId),
    );
    return ids.size > 1 ? [`${code} was sent as ${ids.size} different mails`] : [];
  });
}

/** What the outbox says was accepted did arrive, and nothing arrived more often than once beyond an answer that was lost. */
async function outbox(stage: Stage): Promise<string[]> {
  const mails = await ask<{ message_id: string; subject: string; state: string }>(
    stage,
    'select message_id, subject, state from mails',
  );
  return mails.flatMap(({ message_id, subject, state }) => {
    const copies = stage.catcher.mails.filter((mail) => mail.messageId === message_id).length;
    if (state === 'accepted' && copies === 0) return [`"${subject}" is said to be accepted, and never came`];
    return copies > 2 ? [`"${subject}" came ${copies} times`] : [];
  });
}

/** No acknowledged write is lost, and none is there twice. */
function kept(
  { activities, comments }: Acknowledged,
  entries: readonly EntryRow[],
  there: readonly { id: string }[],
): string[] {
  const ids = new Set(there.map(({ id }) => id));
  return [
    ...activities.filter((id) => !ids.has(id)).map((id) => `activity ${id} was acknowledged and is gone`),
    ...comments.flatMap(({ activity, text }) => {
      const found = entries.filter(
        (entry) => entry.activity_id === activity && entry.text.includes(`"${text}"`),
      );
      return found.length === 1 ? [] : [`"${text}" stands ${found.length} times on the journal`];
    }),
  ];
}

/** A run that somebody was told of came to an end, and the package is what its installation says. */
async function installed(stage: Stage, { runs }: Acknowledged): Promise<string[]> {
  const known = await ask<{ id: string; workflow: string; state: string }>(
    stage,
    'select id, workflow, state from runs',
  );
  const lost = runs.filter((id) => !known.some((run) => run.id === id));
  const [teamviewer] = await ask<{ version: string; state: string }>(
    stage,
    "select version, state from packages where id = 'teamviewer'",
  );
  const changed = known.some(
    ({ id, workflow, state }) =>
      runs.includes(id) && workflow === installationWorkflow.name && state === 'succeeded',
  );
  const wanted = changed ? nextVersion : teamviewer?.version;
  return [
    ...lost.map((id) => `run ${id} was acknowledged and is gone`),
    ...(teamviewer?.version === wanted && teamviewer?.state === 'active'
      ? []
      : [`the package is ${teamviewer?.version} and ${teamviewer?.state}, ${wanted} was installed`]),
  ];
}

/** A run may fail for a reason that somebody can read; none may fail because its node or database went away. */
async function runsThatBroke(stage: Stage): Promise<string[]> {
  const rows = await ask<{ what: string }>(
    stage,
    `select distinct workflow || ' failed with ' || coalesce(error_code, '?') || ': ' || coalesce(error_text, '') as what
     from runs where state = 'failed' and error_code in ('unexpected', 'time_limit', 'workflow_unknown', 'inside_transaction')`,
  );
  return rows.map(({ what }) => what);
}
