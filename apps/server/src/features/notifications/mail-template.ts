import { oneLine } from './address.ts';

/** A mail with places in braces: `{number}`. */
export interface MailTemplate {
  readonly subject: string;
  readonly text: string;
}

const place = /\{([a-z]+)\}/g;
const longestSubject = 200;

/**
 * The mail with its values in their places. A paragraph with a place that has no value is left out as a whole, and values
 * are taken literally: braces in them are no places.
 */
export function fillTemplate(
  template: MailTemplate,
  values: Readonly<Record<string, string | null>>,
): MailTemplate {
  const value = (name: string) => values[name] ?? '';
  const isComplete = (paragraph: string) => placesOf(paragraph).every((name) => value(name) !== '');
  const fill = (text: string) => text.replaceAll(place, (_whole, name: string) => value(name));
  const paragraphs = template.text
    .replaceAll('\r\n', '\n')
    .trim()
    .split(/\n{2,}/);
  return {
    subject: oneLine(fill(template.subject), longestSubject),
    text: `${paragraphs.filter(isComplete).map(fill).join('\n\n')}\n`,
  };
}

/** The names of all places in a text, each once. */
export function placesOf(text: string): string[] {
  return [...new Set([...text.matchAll(place)].map(([, name = '']) => name))];
}

/** Whatever stands in braces, or is a brace left alone, and is none of these places: `{Number}`, `{{name}}`, `{name`. */
export function strangePlaces(text: string, places: readonly string[]): string[] {
  const known = new Set(places.map((name) => `{${name}}`));
  const found = text.match(/\{+[^{}\n]{0,60}\}+|\{+[^{}\s]{0,60}|[^{}\s]{0,60}\}+/gu) ?? [];
  return [...new Set(found.filter((each) => !known.has(each)))];
}
