import { between, pick, type Random } from './random.ts';

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'.split('');

export function alphanumeric(random: Random, length: number): string {
  return Array.from({ length }, () => pick(random, letters)).join('');
}

export function digits(random: Random, length: number): string {
  return Array.from({ length }, (_, index) => String(between(random, index === 0 ? 1 : 0, 9))).join('');
}

export function guid(random: Random): string {
  const hex = Array.from({ length: 32 }, (_, index) => {
    if (index === 12) return '4';
    if (index === 16) return between(random, 8, 11).toString(16);
    return between(random, 0, 15).toString(16);
  }).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** Digits, a dash and twenty letters or digits: the shape of client ids and of access and script tokens (TV-2.2). */
export function dashedToken(random: Random): string {
  return `${digits(random, 6)}-${alphanumeric(random, 20)}`;
}

/** `s12-345-678` or `s119-457-589`: both lengths occur (TV-1.6). */
export function sessionCode(random: Random): string {
  const head = digits(random, random() < 0.5 ? 2 : 3);
  return `s${head}-${String(between(random, 0, 999)).padStart(3, '0')}-${String(between(random, 0, 999)).padStart(3, '0')}`;
}

/** Draws until `taken` says no. */
export function unused(draw: () => string, taken: (id: string) => boolean): string {
  for (;;) {
    const id = draw();
    if (!taken(id)) return id;
  }
}
