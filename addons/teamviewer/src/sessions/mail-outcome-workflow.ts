import { inlines, type Workflow } from '@fernwart/addon-kit';
import { z } from 'zod';
import { contentOf, oneLine } from '../shared/words.ts';
import { invitationOf } from './invitation.ts';
import { noteMail } from './lifecycle-store.ts';
import { unknownArrival } from './model.ts';
import { findSession } from './store.ts';

const inputSchema = z.object({
  mailKey: z.string(),
  outcome: z.enum(['accepted', 'refused', 'retried']),
  reason: z.string().nullish(),
  unknown: z.boolean().nullish(),
});

/** What became of an invitation: shown on the panel, and noted on the journal when it failed for good (acceptance 59). */
export const mailOutcomeWorkflow: Workflow = async (run, host) => {
  const input = inputSchema.parse(run.input);
  const invitation = invitationOf(input.mailKey);
  const session = invitation === null ? null : await findSession(host.sql, invitation.sessionId);
  if (invitation === null || session === null) return { kind: 'done' };
  const unknown = input.unknown === true;
  const reason = unknown ? unknownArrival : input.reason == null ? null : oneLine(input.reason, 300);
  await host.transaction(async (tx) => {
    await noteMail(tx.sql, session.id, invitation.number, {
      // Until it has an end it stays queued; the reason says that it was tried.
      state: input.outcome === 'retried' ? 'queued' : input.outcome,
      reason,
      at: host.clock.now(),
    });
    if (input.outcome === 'refused') {
      await tx.journal.add({
        activityId: session.activityId,
        key: `session:${session.id}:mail-refused:${invitation.number}`,
        content: contentOf(host, unknown ? 'journal.mailUnknown' : 'journal.mailRefused', (say) => ({
          reason: inlines.text(reason ?? say('unknown')),
        })),
      });
    }
    await tx.touch(`activity:${session.activityId}`);
  });
  return { kind: 'done' };
};
