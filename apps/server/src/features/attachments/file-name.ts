import { storableText } from '../../platform/db/storable-text.ts';

/** Control characters, and marks that change the direction of what follows: a name is read from its first letter to its ending. */
const misleading = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
const longest = 200;

/** A name that can be stored and shown: the last part of a path, on one line, its ending kept; empty when nothing is left. */
export function fileName(given: string): string {
  const last = storableText(given).split(/[/\\]/).at(-1) ?? '';
  const clean = last.replaceAll(misleading, '').replaceAll(/\s+/g, ' ').trim();
  if (/^\.*$/.test(clean)) return '';
  return shortened(clean);
}

function shortened(name: string): string {
  const letters = Array.from(name);
  if (letters.length <= longest) return name;
  const ending = /\.[^.]{1,16}$/.exec(name)?.[0] ?? '';
  return letters.slice(0, longest - Array.from(ending).length).join('') + ending;
}

/** The header that makes a browser store a file under this name (RFC 6266), whatever the name holds. */
export function contentDisposition(name: string): string {
  const plain = name.replaceAll(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
