import type { Inline, Language, LocalizedContent } from '@fernwart/contract';

/** Builds journal content once per language: `localizedContent((language) => [text(…)])`. */
export function localizedContent(build: (language: Language) => Inline[]): LocalizedContent {
  return { de: build('de'), en: build('en') };
}

export const inlines = {
  text: (text: string): Inline => ({ type: 'text', text }),
  strong: (text: string): Inline => ({ type: 'text', text, strong: true }),
  instant: (at: Temporal.Instant): Inline => ({ type: 'instant', at: at.toString() }),
  duration: (seconds: number): Inline => ({ type: 'duration', seconds }),
  person: (person: { id: string; name: string }): Inline => ({
    type: 'person',
    id: person.id,
    name: person.name,
  }),
  code: (text: string): Inline => ({ type: 'code', text }),
  lineBreak: (): Inline => ({ type: 'break' }),
};
