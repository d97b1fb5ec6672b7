import {
  type Host,
  type Inline,
  inlines,
  type Language,
  type LocalizedContent,
  localizedContent,
} from '@fernwart/addon-kit';

/** Says something in one language: a string of the package, with its values filled in. */
export type Say = (key: string, values?: Record<string, string | number>) => string;

export function sayIn(host: Pick<Host, 'text'>, language: Language): Say {
  return (key, values) => host.text(language, key, values);
}

/** One is said with the string `<key>.one`, every other number with `<key>`. */
export function sayCount(say: Say, key: string, count: number): string {
  return say(count === 1 ? `${key}.one` : key, { count });
}

/**
 * Fills a string's `{members}` with inline nodes, so that instants, persons and hostile texts stay what they are:
 * values never become part of the template.
 */
export function inlineText(template: string, parts: Readonly<Record<string, Inline | string>>): Inline[] {
  const nodes = template.split(/(\{\w+\})/).map((piece): Inline | null => {
    const name = /^\{(\w+)\}$/.exec(piece)?.[1];
    const part = name === undefined ? undefined : parts[name];
    if (part === undefined) return piece === '' ? null : inlines.text(piece);
    return typeof part === 'string' ? inlines.text(part) : part;
  });
  return nodes.filter((node) => node !== null);
}

/** Journal content from one string. */
export function contentOf(
  host: Pick<Host, 'text'>,
  key: string,
  parts: (say: Say, language: Language) => Readonly<Record<string, Inline | string>> = () => ({}),
): LocalizedContent {
  return localizedContent((language) => {
    const say = sayIn(host, language);
    return inlineText(say(key), parts(say, language));
  });
}

/** One line of bounded length, without control characters: for headers, names and notes that somebody else wrote. */
export function oneLine(text: string, longest: number): string {
  const line = text
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return line.length > longest ? `${line.slice(0, longest - 1)}…` : line;
}
