import { storableText } from '../../platform/db/storable-text.ts';

/** More would only cost time: each word narrows what the others have found. */
const mostWords = 8;
const longestWord = 60;

/** The words of a search, as the database splits subjects; empty when nothing but signs was typed. */
export function searchWords(search: string): string[] {
  const words = storableText(search)
    .normalize('NFC')
    .toLowerCase()
    .split(/[\s\p{P}$+<=>^`|~]+/u)
    .filter((word) => word !== '')
    .map((word) => Array.from(word).slice(0, longestWord).join(''));
  return [...new Set(words)].slice(0, mostWords);
}

/** An activity's number as somebody types it: `42`, `INC42`, `inc00042`; null for anything else. */
export function typedNumber(search: string): { prefix: string; digits: string } | null {
  const match = /^#?([^\d\s]{0,12})(\d{1,15})$/.exec(search.trim());
  return match ? { prefix: (match[1] ?? '').toLowerCase(), digits: match[2] ?? '' } : null;
}
