/** A session whose reports are asked for, with the time in which its connections can have started. */
export interface Wanted {
  readonly id: string;
  readonly code: string;
  readonly from: Temporal.Instant;
  readonly to: Temporal.Instant;
}

export type Question =
  | { readonly kind: 'code'; readonly code: string; readonly ids: readonly string[] }
  | {
      readonly kind: 'window';
      readonly from: Temporal.Instant;
      readonly to: Temporal.Instant;
      readonly ids: readonly string[];
    };

/** TeamViewer gives at most a thousand rows a page (facts §8 [C]). */
const pageRows = 1000;
const dayMilliseconds = 86_400_000;

/**
 * The questions that cost the fewest calls: one window over everything, or windows that fit one page each, with lone
 * sessions asked for by their code. `rowsPerDay` is what the connection's reports were last seen to amount to.
 */
export function planQuestions(wanted: readonly Wanted[], rowsPerDay: number): Question[] {
  if (wanted.length === 0) return [];
  const sorted = wanted.toSorted((a, b) => a.from.epochMilliseconds - b.from.epochMilliseconds);
  const pieces = onePageWindows(sorted, rowsPerDay);
  const whole = windowOver(sorted);
  const single = sorted.length === 1;
  return !single && callsFor(whole, rowsPerDay) < pieces.length ? [whole] : pieces;
}

/** Calls that a question is expected to take. */
export function callsFor(question: Question, rowsPerDay: number): number {
  if (question.kind === 'code') return 1;
  const days = (question.to.epochMilliseconds - question.from.epochMilliseconds) / dayMilliseconds;
  return Math.max(1, Math.ceil((Math.max(0, rowsPerDay) * days) / pageRows));
}

/** Sessions that one window takes in, and how far it reaches. */
interface Group {
  readonly members: Wanted[];
  readonly from: Temporal.Instant;
  to: Temporal.Instant;
}

/** From the left, each window takes in what still fits one page: no other split into such windows has fewer of them. */
function onePageWindows(sorted: readonly Wanted[], rowsPerDay: number): Question[] {
  const groups: Group[] = [];
  for (const one of sorted) {
    const group = groups.at(-1);
    const to = group === undefined ? one.to : later(group.to, one.to);
    if (
      group !== undefined &&
      callsFor({ kind: 'window', from: group.from, to, ids: [] }, rowsPerDay) === 1
    ) {
      group.members.push(one);
      group.to = to;
    } else {
      groups.push({ members: [one], from: one.from, to: one.to });
    }
  }
  return groups.map(({ members, from, to }) => {
    const ids = members.map((one) => one.id);
    const [only] = members;
    return members.length === 1 && only !== undefined
      ? { kind: 'code', code: only.code, ids }
      : { kind: 'window', from, to, ids };
  });
}

function windowOver(sorted: readonly Wanted[]): Question & { kind: 'window' } {
  const [first] = sorted;
  if (first === undefined) throw new Error('A window is over something.');
  const to = sorted.reduce((latest, one) => later(latest, one.to), first.to);
  return { kind: 'window', from: first.from, to, ids: sorted.map((one) => one.id) };
}

function later(a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(a, b) >= 0 ? a : b;
}
