/** Shorter ones, and those without a digit, are no evidence. */
const shortest = 5;

/** A serial or inventory number as it is compared: its letters and digits. Null: too short to mean anything. */
export function foldNumber(number: string | null): string | null {
  if (number === null) return null;
  const folded = number
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
  return folded.length >= shortest && /\d/.test(folded) ? folded : null;
}

/** Words of a description that could be a serial or inventory number, folded; at most thirty. */
export function numbersIn(description: string): string[] {
  const words = description.slice(0, 2048).split(/[\s,;:()[\]{}|=#<>"'!?*]+/u);
  const folded = words.map(foldNumber).filter((number) => number !== null);
  return [...new Set(folded)].slice(0, 30);
}
