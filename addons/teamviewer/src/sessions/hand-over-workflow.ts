import { type Host, inlines, type Workflow } from '@fernwart/addon-kit';
import { contentOf } from '../shared/words.ts';
import { handOver } from './lifecycle-store.ts';
import { liveSession, lockSession, type SessionRow } from './store.ts';

/** The activity went to somebody else while its session is open: both are named in the record. */
export const handOverWorkflow: Workflow = async (run, host) => {
  if (run.subject === null) return { kind: 'done' };
  const activity = await host.activities.get(run.subject.id);
  const session = await liveSession(host.sql, run.subject.id);
  if (activity === null || session === null || session.responsibleId === activity.responsibleId)
    return { kind: 'done' };
  const person = activity.responsibleId === null ? null : await host.people.get(activity.responsibleId);
  const to = person === null ? null : { id: person.id, name: person.name };
  await host.transaction(async (tx) => {
    const current = await lockSession(tx.sql, session.id);
    if (current === null || current.responsibleId === (to?.id ?? null)) return;
    const number = await handOver(tx.sql, session.id, to);
    await tx.journal.add({
      activityId: session.activityId,
      key: `session:${session.id}:handed-over:${number}`,
      content: handOverContent(host, current, to),
    });
    await tx.touch(`activity:${session.activityId}`);
  });
  return { kind: 'done' };
};

function handOverContent(host: Host, session: SessionRow, to: { id: string; name: string } | null) {
  return contentOf(host, to === null ? 'journal.givenBack' : 'journal.handedOver', (say) => ({
    code: inlines.code(session.code ?? '–'),
    from:
      session.responsibleId === null
        ? say('nobody')
        : inlines.person({ id: session.responsibleId, name: session.responsibleName ?? '' }),
    to: to === null ? say('nobody') : inlines.person(to),
  }));
}
