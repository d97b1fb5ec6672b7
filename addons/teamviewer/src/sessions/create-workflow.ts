import type { Host, RunContext, RunOutcome, Workflow } from '@fernwart/addon-kit';
import { SESSION_LIMITS, type Session, type TeamViewer } from '@fernwart/teamviewer';
import { z } from 'zod';
import { findSettings } from '../configuration/find-settings.ts';
import type { Settings } from '../configuration/settings.ts';
import { callTeamViewer } from '../connection/call.ts';
import { failRun } from '../shared/run-end.ts';
import { isEffectUnknown, isPassing, isRefusal, type Trouble, troubleOf } from '../shared/trouble.ts';
import { oneLine, sayIn } from '../shared/words.ts';
import { adoptSession } from './adopt.ts';
import {
  announcePost,
  clearPost,
  failSession,
  noteLook,
  noteWaitReason,
  setGroup,
  withdrawPost,
} from './lifecycle-store.ts';
import { listSince } from './list-since.ts';
import {
  askAgainAfter,
  chooseAdopted,
  clarifyFor,
  endReasonOf,
  mostPosts,
  nextCreationStep,
  ownGroup,
  ownKey,
  postDeadline,
} from './model.ts';
import { findSession, type SessionRow } from './store.ts';

const inputSchema = z.object({ session: z.string() });

/** What one step left to do: nothing more for this run, or the next step. */
type StepEnd = RunOutcome | 'next';

/**
 * `W_Team_createSession-UIActionWF`. The row knows how far an earlier attempt came (see `nextCreationStep`), so this may
 * be killed and called again anywhere: one session is recorded, and none is left open beyond it.
 */
export const createSessionWorkflow: Workflow = async (run, host) => {
  const { session: id } = inputSchema.parse(run.input);
  for (;;) {
    const row = await findSession(host.sql, id);
    if (row === null) return { kind: 'done' };
    if (row.state === 'failed') return failRun(run, host, row.failure ?? { code: 'never_clear' });
    if (row.state !== 'creating') return { kind: 'done', result: { session: row.id, code: row.code } };
    const settings = await findSettings(host, row.configurationId);
    const end =
      settings === null
        ? await fail(run, host, row, { code: 'no_configuration' })
        : await guarded(run, host, row, () => step(run, host, settings, row));
    if (end !== 'next') return end;
  }
};

/** Trouble of our own (the database away for a moment) must not decide what became of a session: it is looked at again. */
async function guarded(
  run: RunContext,
  host: Host,
  row: SessionRow,
  work: () => Promise<StepEnd>,
): Promise<StepEnd> {
  try {
    return await work();
  } catch (error) {
    const now = host.clock.now();
    if (Temporal.Instant.compare(now, row.requestedAt.add(clarifyFor)) >= 0) throw error;
    host.log.error('Creating a session was interrupted', { session: row.id, code: troubleOf(error).code });
    return { kind: 'again', at: now.add(askAgainAfter(run.attempt)) };
  }
}

async function step(run: RunContext, host: Host, settings: Settings, row: SessionRow): Promise<StepEnd> {
  const next = nextCreationStep(row, host.clock.now());
  switch (next.kind) {
    case 'wait':
      return { kind: 'again', at: next.until };
    case 'look':
      return look(run, host, settings, row, next.last);
    case 'post':
      return post(run, host, settings, row);
  }
}

async function post(run: RunContext, host: Host, settings: Settings, row: SessionRow): Promise<StepEnd> {
  const activity = await host.activities.get(row.activityId);
  if (activity === null) return fail(run, host, row, { code: 'activity_gone' });
  if (endReasonOf(activity.state, settings.endOnSolve) !== null)
    return fail(run, host, row, { code: 'activity_closed' });
  let created: Session;
  try {
    const groupId = await findGroup(host, settings, row);
    if (groupId === null) return await fail(run, host, row, { code: 'no_group' });
    const deadlineAt = host.clock.now().add(postDeadline);
    if (!(await announcePost(host.sql, row.id, row.postAttempts, deadlineAt))) return 'next';
    await run.log('info', 'run.create.posting', { group: groupId });
    created = await callTeamViewer(host, settings, 'person', (client) =>
      create(host, settings, row, client, groupId, deadlineAt),
    );
  } catch (error) {
    if (isRefusal(error)) {
      await withdrawPost(host.sql, row.id, row.postAttempts);
      return askLater(run, host, row, troubleOf(error));
    }
    if (!isEffectUnknown(error)) throw error;
    await noteWaitReason(host.sql, row.id, { code: 'unclear' });
    await run.log('warning', 'run.create.lost');
    return 'next';
  }
  await adoptSession(host, settings, row, created);
  await run.log('info', 'run.create.created', { code: created.code });
  return 'next';
}

/** The group is stored before it is used, so that a later attempt uses the same. */
async function findGroup(host: Host, settings: Settings, row: SessionRow): Promise<string | null> {
  const known = row.groupId ?? settings.groupId;
  const groupId =
    known ??
    (await callTeamViewer(host, settings, 'person', async (client) =>
      ownGroup(await client.groups.list().all()),
    ));
  if (groupId !== null) await setGroup(host.sql, row.id, groupId);
  return groupId;
}

/** From here on the request must not be aborted: its deadline is what everybody else waits for. */
async function create(
  host: Host,
  settings: Settings,
  row: SessionRow,
  client: TeamViewer,
  groupId: string,
  deadlineAt: Temporal.Instant,
): Promise<Session> {
  const initiator = row.initiatorId === null ? null : await host.people.get(row.initiatorId);
  const creator = await host.people.get(row.createdBy);
  const say = sayIn(host, initiator?.language ?? creator?.language ?? 'en');
  const values = {
    number: row.activityNumber,
    subject: oneLine(row.activitySubject, 300),
    supporter: oneLine(row.createdByName, 100),
    name: oneLine(row.initiatorName ?? '', 100),
  };
  const now = host.clock.now();
  return client.sessions.create(
    {
      groupId,
      customApi: ownKey(row.id),
      description: say('session.description', values).slice(0, SESSION_LIMITS.description),
      waitingMessage: say('session.waiting', values),
      validUntil: now.add(settings.sessionLifetime),
      ...(initiator === null ? {} : { endCustomer: endCustomer(initiator) }),
    },
    { deadline: now.until(deadlineAt) },
  );
}

function endCustomer(person: { readonly name: string; readonly email: string | null }): {
  name: string;
  email?: string;
} {
  const name = oneLine(person.name, SESSION_LIMITS.endCustomerName);
  const { email } = person;
  return email === null || email.length > SESSION_LIMITS.endCustomerEmail ? { name } : { name, email };
}

async function look(
  run: RunContext,
  host: Host,
  settings: Settings,
  row: SessionRow,
  last: boolean,
): Promise<StepEnd> {
  let found: Session[];
  try {
    found = await callTeamViewer(host, settings, 'person', (client) => findByKey(client, row));
  } catch (error) {
    return askLater(run, host, row, troubleOf(error));
  }
  const adopted = chooseAdopted(found);
  if (adopted !== null) {
    await adoptSession(host, settings, row, adopted);
    await run.log('info', 'run.create.adopted', { code: adopted.code });
    return 'next';
  }
  if (!last) {
    await noteLook(host.sql, row.id, host.clock.now());
    await run.log('info', 'run.create.look');
    return 'next';
  }
  if (row.postAttempts >= mostPosts) return fail(run, host, row, { code: 'never_clear' });
  await clearPost(host.sql, row.id, row.postAttempts);
  await run.log('info', 'run.create.anew');
  return 'next';
}

async function findByKey(client: TeamViewer, row: SessionRow): Promise<Session[]> {
  const listed = await listSince(client, row.requestedAt);
  return listed.filter((session) => session.customApi === ownKey(row.id));
}

/** What passes by itself is waited for as the same run; anything else, and what lasts too long, is the end. */
async function askLater(run: RunContext, host: Host, row: SessionRow, trouble: Trouble): Promise<StepEnd> {
  const now = host.clock.now();
  const over = row.requestedAt.add(clarifyFor);
  const soonest = now.add(askAgainAfter(run.attempt));
  const named = trouble.until === undefined ? soonest : Temporal.Instant.from(trouble.until);
  const at = Temporal.Instant.compare(named, soonest) > 0 ? named : soonest;
  const isOver = Temporal.Instant.compare(now, over) >= 0 || Temporal.Instant.compare(named, over) >= 0;
  if (!isPassing(trouble) || isOver) return fail(run, host, row, trouble);
  await noteWaitReason(host.sql, row.id, trouble);
  await run.log('warning', 'run.create.lookLater');
  return { kind: 'again', at };
}

async function fail(run: RunContext, host: Host, row: SessionRow, trouble: Trouble): Promise<RunOutcome> {
  await host.transaction(async (tx) => {
    await failSession(tx.sql, row.id, trouble, host.clock.now());
    await tx.touch(`activity:${row.activityId}`);
  });
  return failRun(run, host, trouble);
}
