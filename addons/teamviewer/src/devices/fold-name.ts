/** A name as it is compared: the machine's own part, and its domain where it has one. */
export interface FoldedName {
  readonly host: string;
  readonly domain: string;
}

/** Letters that do not come apart into a base and a mark; German umlauts become two letters, as in host names. */
const letters: Readonly<Record<string, string>> = {
  ä: 'ae',
  ö: 'oe',
  ü: 'ue',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'oe',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};

const twoLetters = /[äöüßæœøłđðþı]/g;

/** Nothing in it but printable ASCII, as nearly every machine's name: then only case and spaces are left to fold. */
const plain = /^[ -~]*$/;

/**
 * Folds a device's or an asset's name. Case does not count; `ä ö ü ß` equal `ae oe ue ss`, other marks fall away;
 * invisible characters fall away, runs of spaces count as one, and none count beside `-` and `_`. What follows the
 * first dot is a domain if it looks like one (`nb-0042.corp.example`), so that `PC 2.0` stays whole.
 */
export function foldName(name: string): FoldedName {
  const folded = (plain.test(name) ? name.toLowerCase() : foldLetters(name))
    .replace(/ {2,}/g, ' ')
    .replace(/ ?([-_]) ?/g, '$1')
    .trim();
  const [, host = folded, domain = ''] =
    /^([a-z0-9_-]+)\.((?:[a-z0-9-]+\.)*[a-z][a-z0-9-]+)\.?$/.exec(folded) ?? [];
  return { host, domain };
}

/** Small letters of the alphabet in place of all others, and a space in place of whatever is blank. */
function foldLetters(name: string): string {
  return (
    name
      .normalize('NFKC')
      .replace(/\p{Cf}/gu, '')
      .toLowerCase()
      .normalize('NFC')
      .replace(twoLetters, (letter) => letters[letter] ?? letter)
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      // Under a mark of its own such a letter shows only now: ǣ, ǿ.
      .replace(twoLetters, (letter) => letters[letter] ?? letter)
      .replace(/[\p{Cc}\s]/gu, ' ')
  );
}

/** Whether two names can be those of one machine: a domain that only one of them bears says nothing. */
export function sameName(one: FoldedName, other: FoldedName): boolean {
  if (one.host === '' || one.host !== other.host) return false;
  return one.domain === other.domain || one.domain === '' || other.domain === '';
}
