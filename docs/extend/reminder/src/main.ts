import {
  type Action,
  defineAddon,
  type Host,
  inlines,
  localizedContent,
  type Panel,
  type Workflow,
} from '@fernwart/addon-kit';

interface Reminder {
  readonly id: string;
  readonly due_at: Temporal.Instant;
}

const remindAction: Action = {
  async offered({ viewer, subject }, host) {
    const activity = await host.activities.get(subject.id);
    if (activity?.responsibleId !== viewer.id || activity.state === 204) return false;
    return (await waitingReminder(host, subject.id)) === null;
  },
  async invoke({ viewer, subject, t }, host) {
    const id = host.random(16);
    const dueAt = host.clock.now().add({ hours: 24 });
    await host.transaction(async (tx) => {
      const written = await tx.sql`
        insert into reminders (id, activity_id, person_id, due_at)
        values (${id}, ${subject.id}, ${viewer.id}, ${dueAt})
        on conflict do nothing returning id`;
      if (written.length === 0) return;
      await tx.run({
        workflow: 'W_Reminder_remind',
        input: { reminder: id },
        key: id,
        dueAt,
        subject: { type: 'activity', id: subject.id },
        personId: viewer.id,
        trigger: { kind: 'action', name: 'remind' },
      });
      await tx.touch(`activity:${subject.id}`);
    });
    return { kind: 'notice', tone: 'success', text: t('remind.done') };
  },
};

const remindWorkflow: Workflow = async (run, host) => {
  const reminder = String(run.input['reminder']);
  await host.transaction(async (tx) => {
    const [row] = await tx.sql<{ activity_id: string; person_id: string }>`
      update reminders set done_at = ${host.clock.now()}
       where id = ${reminder} and done_at is null
      returning activity_id, person_id`;
    if (!row) return;
    await tx.journal.add({
      activityId: row.activity_id,
      key: `reminder:${reminder}`,
      content: localizedContent((language) => [inlines.text(host.text(language, 'journal.reminder'))]),
      personId: row.person_id,
    });
    await tx.touch(`activity:${row.activity_id}`);
  });
  await run.log('info', 'log.reminded');
  return { kind: 'done' };
};

const reminderPanel: Panel = {
  offered: async ({ subject }, host) => (await waitingReminder(host, subject.id)) !== null,
  async render({ subject, t }, host) {
    const reminder = await waitingReminder(host, subject.id);
    const due = reminder ? [inlines.instant(reminder.due_at)] : [inlines.text('–')];
    return {
      blocks: [{ type: 'facts', facts: [{ label: t('panel.due'), value: due }] }],
      topics: [`activity:${subject.id}`],
    };
  },
};

async function waitingReminder(host: Host, activityId: string): Promise<Reminder | null> {
  const [reminder] = await host.sql<Reminder>`
    select id, due_at from reminders where activity_id = ${activityId} and done_at is null`;
  return reminder ?? null;
}

export default defineAddon({
  actions: { remind: remindAction },
  workflows: { 'W_Reminder_remind@1.0': remindWorkflow },
  panels: { reminder: reminderPanel },
});
