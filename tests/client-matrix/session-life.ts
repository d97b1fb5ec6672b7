import { setTimeout as pause } from 'node:timers/promises';
import { isTeamViewerError, type Session } from '@fernwart/teamviewer';
import { collect, DEADLINE, GROUP, patiently, type Rig } from './rig.ts';

/** How many sessions with this key there are, whatever became of them. */
export async function sessionsWith(rig: Rig, key: string): Promise<Session[]> {
  return (await collect(rig, rig.tv.sessions.list())).filter((session) => session.customApi === key);
}

/**
 * Creates a session as a careful caller does: when the effect is unknown, it waits until nothing can be under way any
 * more, looks for its key, and only then creates another.
 */
export async function createOnce(rig: Rig, key: string, validUntil?: Temporal.Instant): Promise<Session> {
  try {
    const input = {
      groupId: GROUP,
      customApi: key,
      description: 'Drucker für Jörg',
      ...(validUntil ? { validUntil } : {}),
    };
    return await patiently(rig, () => rig.tv.sessions.create(input));
  } catch (error) {
    if (!isTeamViewerError(error) || error.code === 'bad_request') throw error;
    if (error.code !== 'try_later' && !error.effectUnknown) throw error;
  }
  if (rig.hasty) await pause(2 * DEADLINE);
  const [found] = await sessionsWith(rig, key);
  return found ?? (await createOnce(rig, key, validUntil));
}

/** Plays a customer and a supporter who meet in a session, and gives the report that follows. */
export async function helpIn(rig: Rig, session: Session): Promise<void> {
  await rig.admin('play', {
    action: 'attended-connection',
    code: session.code,
    minutes: 12,
    rating: 5,
    notes: 'done',
  });
}
