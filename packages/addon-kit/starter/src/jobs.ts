import { inlines, localizedContent, type Workflow } from '@fernwart/addon-kit';
import { deleteNotesBefore, notesOf } from './notes-store.ts';

/** Hangs on the compliance rule. It may run twice: the entry's key is written once. */
export const summaryWorkflow: Workflow = async (run, host) => {
  const activityId = run.subject?.id ?? '';
  const count = (await notesOf(host.sql, activityId)).length;
  if (count === 0) return { kind: 'done' };
  await host.transaction((tx) =>
    tx.journal.add({
      activityId,
      key: 'summary',
      content: localizedContent((language) => [
        inlines.text(host.text(language, 'journal.summary', { count })),
      ]),
    }),
  );
  return { kind: 'done', result: { count } };
};

/** Hangs on the engine activation's schedule. */
export const tidyWorkflow: Workflow = async (run, host) => {
  const settings = await host.configurations.default('settings');
  const days = Number(settings?.values['keepDays'] ?? 30);
  const count = await deleteNotesBefore(host.sql, host.clock.now().subtract({ hours: 24 * days }));
  await run.log('info', 'log.tidied', { count });
  return { kind: 'done', result: { count } };
};
