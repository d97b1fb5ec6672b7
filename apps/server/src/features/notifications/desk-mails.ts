import type { Language } from '@fernwart/contract';
import { z } from 'zod';
import type { Tx } from '../../platform/db/database.ts';
import type { DomainEvent } from '../automation/automation.ts';
import type { JournalReader } from '../journal/journal.ts';
import { deskName, type MailTexts, type Occasion, usualMailTexts } from './desk-mail-texts.ts';
import { fillTemplate } from './mail-template.ts';
import type { Mails } from './mails.ts';
import { plainText } from './plain-text.ts';
import { findMailedActivity, type MailedActivity } from './store.ts';

const done = z.object({ actorId: z.string() });
const commented = done.extend({ entryKey: z.string(), visibility: z.enum(['internal', 'requester']) });

/** Called for every event in the transaction that dispatches it. */
export type DeskMails = (tx: Tx, event: DomainEvent & { readonly id: string }) => Promise<void>;

/** Mails the requester what became of his or her activity. */
export function createDeskMails(deps: {
  mails: Mails;
  journal: JournalReader;
  /** `https://desk.example.org`, asked when needed. */
  publicUrl: () => string;
  /** Left out: the texts as they come. */
  texts?: MailTexts;
  /** When the desk is there, as a sentence; null: nobody has said. */
  hours?: (language: Language) => string | null;
}): DeskMails {
  const { mails, journal, publicUrl, texts = usualMailTexts, hours = () => null } = deps;
  return async (tx, event) => {
    if (event.subject.type !== 'activity') return;
    switch (event.type) {
      case 'activity.solved':
        await onEnd(tx, event, 'solved');
        return;
      case 'activity.closed':
        await onEnd(tx, event, 'closed');
        return;
      case 'activity.commented':
        await onComment(tx, event);
    }
  };

  async function onEnd(tx: Tx, event: DomainEvent & { id: string }, occasion: Occasion): Promise<void> {
    const activity = await findMailedActivity(tx, event.subject.id);
    if (!activity) return;
    await send(tx, event, activity, occasion, { words: activity.solution, author: null });
  }

  async function onComment(tx: Tx, event: DomainEvent & { id: string }): Promise<void> {
    const { entryKey, visibility } = commented.parse(event.payload);
    if (visibility === 'internal') return;
    const activity = await findMailedActivity(tx, event.subject.id);
    const entry = await journal.entry(tx, event.subject.id, entryKey);
    if (!activity || !entry) return;
    const words = plainText(entry.content[activity.language]);
    await send(tx, event, activity, 'replied', { words, author: entry.author.name });
  }

  async function send(
    tx: Tx,
    event: DomainEvent & { id: string },
    activity: MailedActivity,
    occasion: Occasion,
    said: { words: string | null; author: string | null },
  ): Promise<void> {
    // Nobody is told by mail what he or she has just done.
    if (activity.email === null || done.parse(event.payload).actorId === activity.initiatorId) return;
    const { language } = activity;
    const mail = fillTemplate(texts(occasion, language), {
      number: activity.number,
      activity: activity.subject,
      name: activity.name,
      address: `${publicUrl()}/activities/${activity.id}`,
      hours: hours(language),
      words: said.words,
      author: said.author ?? deskName[language],
    });
    await mails.enqueue(tx, {
      packageId: null,
      key: `event:${event.id}`,
      to: { name: activity.name, address: activity.email },
      ...mail,
      activityId: activity.id,
    });
  }
}
