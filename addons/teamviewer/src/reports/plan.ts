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

/** From the left, each window takes in what still fits one page: no other split into such windows has fewer of them. */
function onePageWindows(sorted: readonly Wanted[], rowsPerDay: number): Question[] {
  const groups: Wanted[][] = [];
  for (const one of sorted) {
    const group = groups.at(-1);
    if (group !== undefined && callsFor(windowOver([...edges(group), one]), rowsPerDay) === 1)
      group.push(one);
    else groups.push([one]);
  }
  return groups.map((group) => {
    const [only] = group;
    return group.length === 1 && only !== undefined
      ? { kind: 'code', code: only.code, ids: [only.id] }
      : windowOver(group);
  });
}

/** A window over a group depends on its first start and its latest end alone. */
function edges(group: readonly Wanted[]): Wanted[] {
  const first = group[0];
  const latest = group.reduce((a, b) => (Temporal.Instant.compare(a.to, b.to) >= 0 ? a : b));
  return first === undefined ? [latest] : [first, latest];
}

function windowOver(group: readonly Wanted[]): Question {
  const from = group.reduce((a, b) => (Temporal.Instant.compare(a.from, b.from) <= 0 ? a : b)).from;
  const to = group.reduce((a, b) => (Temporal.Instant.compare(a.to, b.to) >= 0 ? a : b)).to;
  return { kind: 'window', from, to, ids: group.map((one) => one.id) };
}
