import { type DeskMailText, type Language, languages } from '@fernwart/contract';
import type { Actor } from '../../platform/http/actor.ts';
import { Problem } from '../../platform/http/problem.ts';
import { deskMailOccasions, deskMailTexts, type Occasion } from '../notifications/desk-mail-texts.ts';
import { fillTemplate, type MailTemplate, placesOf, strangePlaces } from '../notifications/mail-template.ts';
import { type ChangeSettings, type From, flawed } from './change-settings.ts';
import type { StoredSettings } from './model.ts';
import type { Settings } from './settings.ts';

/** The texts of the desk's mails. Rejects with `not_found` for an occasion that there is not, or `invalid_input`. */
export interface MailTextsService {
  list(): DeskMailText[];
  save(actor: Actor, of: Which, text: MailTemplate, from: From): Promise<DeskMailText>;
  reset(actor: Actor, of: Which, from: From): Promise<void>;
  /** The text with values as they could be. */
  preview(of: Which, text: MailTemplate): MailTemplate;
}
export interface Which {
  readonly occasion: string;
  readonly language: Language;
}

export function createMailTexts(deps: { settings: Settings; change: ChangeSettings }): MailTextsService {
  const { settings, change } = deps;
  const occasions = Object.keys(deskMailOccasions) as Occasion[];

  function known(occasion: string): Occasion {
    const found = occasions.find((each) => each === occasion);
    if (!found) throw new Problem('not_found');
    return found;
  }
  function present(occasion: Occasion, language: Language): DeskMailText {
    const text = settings.mailTexts(occasion, language);
    const usual = deskMailTexts[occasion][language];
    const changed = text.subject !== usual.subject || text.text !== usual.text;
    return { ...text, occasion, language, changed, places: [...deskMailOccasions[occasion].places] };
  }
  function store(
    actor: Actor,
    { occasion, language }: Which,
    text: MailTemplate | undefined,
    from: From,
  ): Promise<void> {
    return change.update(
      'mailTexts',
      null,
      async (stored) => ({ ...stored, [occasion]: { ...stored?.[occasion], [language]: text } }),
      { actor, from, shown: (stored) => shownOf(stored, { occasion, language }) },
    );
  }

  return {
    list: () => occasions.flatMap((occasion) => languages.map((language) => present(occasion, language))),
    async save(actor, of, text, from) {
      const occasion = known(of.occasion);
      const { places, required } = deskMailOccasions[occasion];
      for (const field of ['subject', 'text'] as const) {
        const [strange] = strangePlaces(text[field], places);
        if (strange !== undefined) throw flawed(field, strangePlace(strange), actor);
      }
      const missing = required.find((name) => !placesOf(text.text).includes(name));
      if (missing !== undefined) throw flawed('text', missingPlace(missing), actor);
      await store(actor, of, { subject: text.subject, text: text.text }, from);
      return present(occasion, of.language);
    },
    async reset(actor, of, from) {
      known(of.occasion);
      await store(actor, of, undefined, from);
    },
    preview({ occasion, language }, text) {
      const { places } = deskMailOccasions[known(occasion)];
      // What is no place stands as it was written: it must not take its paragraph away before anybody has seen it.
      const typed = placesOf(`${text.subject}\n${text.text}`).map((name) => [name, `{${name}}`] as const);
      const values = places.map((name) => [name, examples[language][name] ?? ''] as const);
      return fillTemplate(text, Object.fromEntries([...typed, ...values]));
    },
  };
}

function shownOf(
  stored: StoredSettings['mailTexts'] | null,
  { occasion, language }: Which,
): Record<string, unknown> {
  const text = stored?.[occasion]?.[language];
  return { [`${occasion}.${language}`]: text ? `${text.subject}\n\n${text.text}` : null };
}

const examples: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  de: {
    number: 'INC00042',
    activity: 'Der Drucker druckt leere Seiten',
    name: 'Rita Müller',
    login: 'rita.mueller',
    author: 'Anna Bauer',
    words: 'Der Treiber ist erneuert, bitte probieren Sie es noch einmal.',
    address: 'https://desk.example.org/activities/42',
    link: 'https://desk.example.org/set-password/…',
    until: '3. Januar 2026 um 12:00',
    hours: 'Montag – Freitag 08:00–17:00',
  },
  en: {
    number: 'INC00042',
    activity: 'The printer prints blank pages',
    name: 'Rita Müller',
    login: 'rita.mueller',
    author: 'Anna Bauer',
    words: 'The driver is renewed, please try once more.',
    address: 'https://desk.example.org/activities/42',
    link: 'https://desk.example.org/set-password/…',
    until: '3 January 2026 at 12:00',
    hours: 'Monday – Friday 08:00–17:00',
  },
};

function strangePlace(written: string) {
  return {
    de: `„${written}“ ist kein Platzhalter dieser Mail.`,
    en: `"${written}" is no placeholder of this mail.`,
  };
}

function missingPlace(name: string) {
  return {
    de: `Ohne „{${name}}“ im Text weiß niemand, wie es weitergeht.`,
    en: `Without "{${name}}" in the text nobody knows how to go on.`,
  };
}
