import { type Action, type ConfigurationType, defineAddon } from '@fernwart/addon-kit';
import { summaryWorkflow, tidyWorkflow } from './jobs.ts';
import {
  clearAction,
  handbookLink,
  noteAction,
  noteForm,
  notesNotices,
  notesPanel,
  notesSource,
} from './notes.ts';

const settings: ConfigurationType = {
  validate({ sender }, { t }) {
    return String(sender).length < 3 ? { sender: t('settings.sender.short') } : {};
  },
};

const shelfAction: Action = {
  offered: async ({ subject }, host) =>
    (await host.assets.get(subject.id))?.attributes['shelf'] === undefined,
  async invoke({ subject, t }, host) {
    await host.transaction(async (tx) => {
      await tx.assets.setAttributes([
        { assetId: subject.id, attribute: 'shelf', value: 'A01', origin: 'by_hand' },
      ]);
      await tx.touch(`asset:${subject.id}`);
    });
    return { kind: 'notice', tone: 'success', text: t('action.shelf.done') };
  },
};

const checkAction: Action = {
  offered: () => true,
  async invoke({ t }, host) {
    const answer = await host.fetch({ method: 'GET', url: 'https://www.iana.org/' });
    return { kind: 'notice', tone: 'info', text: t('action.check.done', { status: answer.status }) };
  },
};

/** Handlers for what `manifest.json` declares. */
export default defineAddon({
  configurationTypes: { settings },
  actions: {
    note: noteAction,
    handbook: { offered: () => true },
    clear: clearAction,
    shelf: shelfAction,
    check: checkAction,
  },
  forms: { note: noteForm },
  links: { handbook: handbookLink },
  workflows: { 'W_Starter_summary@1.0': summaryWorkflow, 'W_Starter_tidy@1.0': tidyWorkflow },
  panels: { notes: notesPanel },
  pages: {
    notes: {
      render: async ({ t }) => ({
        blocks: [
          {
            type: 'table',
            source: 'notes',
            label: t('table.notes'),
            columns: [
              { name: 'text', label: t('table.notes.text'), kind: 'text' },
              { name: 'at', label: t('table.notes.at'), kind: 'instant' },
            ],
            empty: t('table.notes.empty'),
            csv: true,
          },
        ],
      }),
    },
  },
  sources: { notes: notesSource },
  notices: notesNotices,
  callback: async ({ configuration, t }) => ({
    title: t('callback.title'),
    text: t('callback.text', { name: configuration.name }),
    tone: 'success',
  }),
});
