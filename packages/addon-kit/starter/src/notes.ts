import type { Action, Addon, Form, Host, Link, Panel, Source, ViewerContext } from '@fernwart/addon-kit';
import { countNotes, deleteNotesOf, insertNote, notesOf, pageOfNotes } from './notes-store.ts';

const isOpen = async ({ subject }: ViewerContext, host: Host) =>
  (await host.activities.get(subject.id))?.closedAt === null;

/** A button that opens a form. */
export const noteAction: Action = {
  offered: isOpen,
  form: async ({ t }) => ({
    fields: [
      { name: 'text', label: t('action.note.text'), kind: 'multiline', required: true, maxLength: 500 },
    ],
    values: { text: '' },
    submitLabel: t('action.note.send'),
  }),
};

/** What happens when the form is sent: the same id as its action's. */
export const noteForm: Form = {
  async submit({ subject, t }, values, host) {
    const text = typeof values['text'] === 'string' ? values['text'].trim() : '';
    if (text === '') return { kind: 'errors', errors: { text: t('action.note.empty') } };
    const note = { id: host.random(16), text: text.slice(0, 500), at: host.clock.now() };
    await host.transaction(async (tx) => {
      await insertNote(tx.sql, note, subject.id);
      await tx.touch(`activity:${subject.id}`);
    });
    return { kind: 'refresh' };
  },
};

/** Offered by the panel's block alone. */
export const clearAction: Action = {
  offered: isOpen,
  async invoke({ subject }, host) {
    await host.transaction(async (tx) => {
      await deleteNotesOf(tx.sql, subject.id);
      await tx.touch(`activity:${subject.id}`);
    });
    return { kind: 'refresh' };
  },
};

export const notesPanel: Panel = {
  offered: async ({ subject }, host) => (await notesOf(host.sql, subject.id)).length > 0,
  async render({ subject, t }, host) {
    const notes = await notesOf(host.sql, subject.id);
    return {
      blocks: [
        { type: 'timeline', entries: notes.map(({ text, at }) => ({ title: text, at: at.toString() })) },
        {
          type: 'buttons',
          buttons: [{ action: 'clear', label: t('action.clear'), confirm: t('action.clear.confirm') }],
        },
      ],
      topics: [`activity:${subject.id}`],
    };
  },
};

/** The rows of the page's table. */
export const notesSource: Source = {
  async rows(_context, { cursor, limit }, host) {
    const notes = await pageOfNotes(host.sql, cursor, limit + 1);
    const rows = notes
      .slice(0, limit)
      .map(({ id, text, at }) => ({ id, cells: { text, at: at.toString() } }));
    const last = notes.length > limit ? rows.at(-1) : undefined;
    return { rows, ...(last ? { nextCursor: last.id } : {}) };
  },
};

const many = 1000;

/** A line above every page, as long as there is a reason for it. */
export const notesNotices: NonNullable<Addon['notices']> = async ({ t }, host) => {
  const count = await countNotes(host.sql);
  const notices = [{ id: 'many', tone: 'info', text: t('notice.many', { count }) } as const];
  return { notices: count >= many ? notices : [], topics: [] };
};

/** Where `/open/…` leads: to a host that the manifest declares. */
export const handbookLink: Link = {
  open: async () => ({ kind: 'redirect', url: 'https://www.iana.org/' }),
};
