import type { Action, Host, Outcome } from '@fernwart/addon-kit';
import { defaultSettings } from '../configuration/find-settings.ts';
import type { Settings } from '../configuration/settings.ts';
import { findConnection } from '../connection/store.ts';
import { isTaken } from '../shared/is-taken.ts';
import { workflows } from '../shared/names.ts';
import { type Trouble, troubleText } from '../shared/trouble.ts';
import { oneLine } from '../shared/words.ts';
import { insertSession, setRun } from './lifecycle-store.ts';
import { isLive, refuseCreation } from './model.ts';
import { liveSession, sessionsOfActivity } from './store.ts';
import { planSweep } from './sweep-workflow.ts';

/** "Create TeamViewer remote session": for the responsible, while no code exists (acceptance 53–56). */
export const createSessionAction: Action = {
  async offered(context, host) {
    const activity = await host.activities.get(context.subject.id);
    if (activity === null) return false;
    const settings = await defaultSettings(host);
    const sessions = await sessionsOfActivity(host.sql, activity.id);
    return (
      refuseCreation(activity, context.viewer.id, sessions, settings?.oneCodePerActivity ?? false) === null
    );
  },

  async invoke(context, host) {
    const { t, language, viewer, subject } = context;
    const refused = (trouble: Trouble): Outcome => ({
      kind: 'notice',
      tone: 'danger',
      text: troubleText(t, language, trouble),
    });
    const settings = await defaultSettings(host);
    if (settings === null) return refused({ code: 'no_configuration' });
    const connection = await findConnection(host.sql, settings.id);
    if (connection === null || connection.state === 'disconnected') return refused({ code: 'not_connected' });
    if (connection.state === 'reconnect_needed')
      return refused(connection.trouble ?? { code: 'sign_in_again' });
    const begun = await begin(host, settings, subject.id, viewer);
    return begun.kind === 'run'
      ? { kind: 'run', run: begun.run, text: t('create.started') }
      : { kind: 'notice', tone: 'warning', text: t(`create.refused.${begun.refusal}`) };
  },
};

type Begun =
  | { readonly kind: 'run'; readonly run: string }
  | { readonly kind: 'refused'; readonly refusal: string };

/** Policy and row in one transaction under the activity's lock; a repeated click gets the same session's run. */
async function begin(
  host: Host,
  settings: Settings,
  activityId: string,
  viewer: { readonly id: string; readonly name: string },
): Promise<Begun> {
  const before = await host.activities.get(activityId);
  const initiator = before?.initiatorId == null ? null : await host.people.get(before.initiatorId);
  const id = host.random(16);
  const now = host.clock.now();
  try {
    return await host.transaction(async (tx): Promise<Begun> => {
      const activity = await tx.activities.lock(activityId);
      if (activity === null) return { kind: 'refused', refusal: 'wrong_state' };
      const sessions = await sessionsOfActivity(tx.sql, activityId);
      const live = sessions.find((session) => isLive(session.state));
      if (live?.runId != null && live.createdBy === viewer.id) return { kind: 'run', run: live.runId };
      const refusal = refuseCreation(activity, viewer.id, sessions, settings.oneCodePerActivity);
      if (refusal !== null) return { kind: 'refused', refusal };
      await insertSession(tx.sql, {
        id,
        configurationId: settings.id,
        activityId,
        activityNumber: activity.number,
        activitySubject: oneLine(activity.subject, 400),
        createdBy: { id: viewer.id, name: viewer.name },
        initiator: initiator?.id === activity.initiatorId ? initiator : null,
        requestedAt: now,
      });
      const run = await tx.run({
        workflow: workflows.createSession,
        input: { session: id },
        key: `create:${id}`,
        subject: { type: 'activity', id: activityId },
        personId: viewer.id,
        trigger: { kind: 'action', name: 'create-session' },
      });
      await setRun(tx.sql, id, run);
      await planSweep(tx, now);
      await tx.touch(`activity:${activityId}`);
      return { kind: 'run', run };
    });
  } catch (error) {
    // Where a desk cannot lock its activities, the index on live sessions is what keeps them single.
    if (!isTaken(error)) throw error;
    const live = await liveSession(host.sql, activityId);
    return live?.runId == null
      ? { kind: 'refused', refusal: 'code_exists' }
      : { kind: 'run', run: live.runId };
  }
}
