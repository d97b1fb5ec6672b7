import type { Language } from '@fernwart/contract';

export type Occasion = 'solved' | 'closed' | 'replied';

export interface DeskMail {
  readonly number: string;
  readonly activity: string;
  readonly name: string;
  /** The solution or the reply; null when there is none. */
  readonly words: string | null;
  /** Who replied; null for the other occasions. */
  readonly author: string | null;
  /** Where the activity is seen and answered. */
  readonly address: string;
}

type Texts = { readonly subject: string; readonly text: string };

/** The desk's mails to a requester, in the requester's language. */
export function deskMailTexts(occasion: Occasion, language: Language, mail: DeskMail): Texts {
  return language === 'de' ? german(occasion, mail) : english(occasion, mail);
}

function german(occasion: Occasion, mail: DeskMail): Texts {
  const { number, activity, words } = mail;
  const title = `${number} „${activity}“`;
  const heads: Record<Occasion, Texts> = {
    solved: {
      subject: `[${number}] Gelöst: ${activity}`,
      text: `Ihr Vorgang ${title} wurde gelöst.${labelled('Lösung', words)}\n\nBesteht das Problem weiter? Dann schreiben Sie uns am Vorgang.`,
    },
    closed: {
      subject: `[${number}] Geschlossen: ${activity}`,
      text: `Ihr Vorgang ${title} wurde geschlossen.${labelled('Lösung', words)}`,
    },
    replied: {
      subject: `[${number}] Antwort: ${activity}`,
      text: `${mail.author ?? 'Der Service Desk'} hat zu Ihrem Vorgang ${title} geschrieben:\n\n${words ?? ''}`,
    },
  };
  const { subject, text } = heads[occasion];
  const foot = `Ansehen und antworten: ${mail.address}\n\nAntworten auf diese E-Mail werden nicht gelesen.`;
  return { subject, text: `Guten Tag ${mail.name},\n\n${text}\n\n${foot}\n` };
}

function english(occasion: Occasion, mail: DeskMail): Texts {
  const { number, activity, words } = mail;
  const title = `${number} "${activity}"`;
  const heads: Record<Occasion, Texts> = {
    solved: {
      subject: `[${number}] Solved: ${activity}`,
      text: `Your activity ${title} has been solved.${labelled('Solution', words)}\n\nIs the problem still there? Then write to us on the activity.`,
    },
    closed: {
      subject: `[${number}] Closed: ${activity}`,
      text: `Your activity ${title} has been closed.${labelled('Solution', words)}`,
    },
    replied: {
      subject: `[${number}] Reply: ${activity}`,
      text: `${mail.author ?? 'The service desk'} wrote about your activity ${title}:\n\n${words ?? ''}`,
    },
  };
  const { subject, text } = heads[occasion];
  const foot = `See it and answer: ${mail.address}\n\nReplies to this mail are not read.`;
  return { subject, text: `Hello ${mail.name},\n\n${text}\n\n${foot}\n` };
}

function labelled(label: string, words: string | null): string {
  return words === null || words === '' ? '' : `\n\n${label}:\n${words}`;
}
