import type { Chance } from './random.ts';

const texts = [
  '',
  ' ',
  'x',
  'null',
  '-1',
  '0',
  '1e999',
  '99999999999999999999',
  '\0',
  'a\0b',
  '\uD800',
  'a\uDFFFb',
  'Ärger & Überfluß',
  '😀'.repeat(50),
  '%',
  '%_\\',
  "'; drop table people; --",
  '<script>alert(1)</script>',
  '../../etc/passwd',
  '..%2f..%2f',
  'javascript:alert(1)',
  'http://169.254.169.254/',
  '=1+1',
  'a\r\nSet-Cookie: x=y',
  '00000000-0000-0000-0000-000000000000',
  '01a205c4-0000-7000-8000-000000000000',
  '01A205C4-0000-7000-8000-00000000000Z',
  '__proto__',
  'constructor',
  'toString',
  '2026-02-30T99:99:99Z',
  'W10',
  'WyIyMDI2LTAxLTE1VDA4OjAwOjAwWiIsIjAxYTIwNWM0LTAwMDAtNzAwMC04MDAwLTAwMDAwMDAwMDAwMCJd',
  'x'.repeat(300),
  'x'.repeat(30_000),
] as const;

export function nonsenseText(chance: Chance): string {
  return chance.pick(texts);
}

export function nonsense(chance: Chance, depth = 0): unknown {
  switch (chance.below(depth > 2 ? 6 : 8)) {
    case 0:
      return null;
    case 1:
      return chance.oneIn(2);
    case 2:
      return chance.pick([0, -1, 1.5, 2 ** 31, 2 ** 53, -(2 ** 63), 1e308]);
    case 6:
      return Array.from({ length: chance.below(4) }, () => nonsense(chance, depth + 1));
    case 7:
      return Object.fromEntries(
        Array.from({ length: chance.below(4) }, () => [nonsenseText(chance), nonsense(chance, depth + 1)]),
      );
    default:
      return nonsenseText(chance);
  }
}

/** A good value with something wrong in it: a member changed, taken out or put in. */
export function spoiled(good: unknown, chance: Chance): unknown {
  if (typeof good !== 'object' || good === null || chance.oneIn(8)) return nonsense(chance);
  if (Array.isArray(good)) return [...good, nonsense(chance)];
  const members: [string, unknown][] = Object.entries(good);
  const at = chance.below(members.length + 1);
  const member = members[at];
  if (!member) members.push([nonsenseText(chance), nonsense(chance)]);
  else if (chance.oneIn(4)) members.splice(at, 1);
  else members[at] = [member[0], spoiled(member[1], chance)];
  return Object.fromEntries(members);
}
