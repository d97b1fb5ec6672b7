import type { Language } from '@fernwart/contract';
import type { MailTemplate } from './mail-template.ts';

/** What the desk writes mails about, with the places that their texts may have; every text holds all `required` ones. */
export const deskMailOccasions = {
  solved: { places: ['number', 'activity', 'name', 'words', 'address', 'hours'], required: ['address'] },
  closed: { places: ['number', 'activity', 'name', 'words', 'address', 'hours'], required: ['address'] },
  replied: {
    places: ['number', 'activity', 'name', 'author', 'words', 'address', 'hours'],
    required: ['words', 'address'],
  },
  invited: { places: ['name', 'login', 'link', 'until'], required: ['link'] },
  tested: { places: ['name', 'address'], required: [] },
} as const satisfies Record<string, { places: readonly string[]; required: readonly string[] }>;

export type Occasion = keyof typeof deskMailOccasions;

/** The text of a mail as it is to be used now: an administrator's, or the one below. */
export type MailTexts = (occasion: Occasion, language: Language) => MailTemplate;

const foot = {
  de: 'Ansehen und antworten: {address}\n\nAntworten auf diese E-Mail werden nicht gelesen.',
  en: 'See it and answer: {address}\n\nReplies to this mail are not read.',
};

/** The desk's mails as they come, in the reader's language. */
export const deskMailTexts: Readonly<Record<Occasion, Readonly<Record<Language, MailTemplate>>>> = {
  solved: {
    de: {
      subject: '[{number}] Gelöst: {activity}',
      text: `Guten Tag {name},\n\nIhr Vorgang {number} „{activity}“ wurde gelöst.\n\nLösung:\n{words}\n\nBesteht das Problem weiter? Dann schreiben Sie uns am Vorgang.\n\n${foot.de}`,
    },
    en: {
      subject: '[{number}] Solved: {activity}',
      text: `Hello {name},\n\nYour activity {number} "{activity}" has been solved.\n\nSolution:\n{words}\n\nIs the problem still there? Then write to us on the activity.\n\n${foot.en}`,
    },
  },
  closed: {
    de: {
      subject: '[{number}] Geschlossen: {activity}',
      text: `Guten Tag {name},\n\nIhr Vorgang {number} „{activity}“ wurde geschlossen.\n\nLösung:\n{words}\n\n${foot.de}`,
    },
    en: {
      subject: '[{number}] Closed: {activity}',
      text: `Hello {name},\n\nYour activity {number} "{activity}" has been closed.\n\nSolution:\n{words}\n\n${foot.en}`,
    },
  },
  replied: {
    de: {
      subject: '[{number}] Antwort: {activity}',
      text: `Guten Tag {name},\n\n{author} hat zu Ihrem Vorgang {number} „{activity}“ geschrieben:\n\n{words}\n\n${foot.de}`,
    },
    en: {
      subject: '[{number}] Reply: {activity}',
      text: `Hello {name},\n\n{author} wrote about your activity {number} "{activity}":\n\n{words}\n\n${foot.en}`,
    },
  },
  invited: {
    de: {
      subject: 'Ihr Zugang zu Fernwart',
      text: 'Guten Tag {name},\n\nmit diesem Link setzen Sie Ihr Kennwort. Er gilt einmal und bis {until}:\n{link}\n\nIhr Anmeldename ist {login}.\n\nHaben Sie keinen Zugang erwartet? Dann tun Sie nichts.',
    },
    en: {
      subject: 'Your access to Fernwart',
      text: 'Hello {name},\n\nSet your password with this link. It works once, until {until}:\n{link}\n\nYour login is {login}.\n\nYou did not expect access? Then do nothing.',
    },
  },
  tested: {
    de: {
      subject: 'Testmail von Fernwart',
      text: 'Guten Tag {name},\n\ndiese Mail sagt nur, dass Fernwart Mails senden kann. Sie kam von {address}.',
    },
    en: {
      subject: 'Test mail from Fernwart',
      text: 'Hello {name},\n\nThis mail only says that Fernwart can send mails. It came from {address}.',
    },
  },
};

/** Nobody has changed any text. */
export const usualMailTexts: MailTexts = (occasion, language) => deskMailTexts[occasion][language];

/** Who wrote, where nobody is named. */
export const deskName = { de: 'Der Service Desk', en: 'The service desk' } as const;
