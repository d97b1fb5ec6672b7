import type { Ending, ToldCase } from './case.ts';
import { englishCases } from './english-cases.ts';
import { germanCases } from './german-cases.ts';

const zone = 'Europe/Berlin';
const longAgo = 40 * 24;
const endings: readonly Ending[] = ['closed', 'solved', 'on hold', 'in progress', 'assigned', 'new'];

export interface DatedCase extends ToldCase {
  readonly createdAt: Temporal.Instant;
}

/** All cases, the oldest first: what is closed lies back longest, what is new came in today. */
export function sampleHistory(now: Temporal.Instant): DatedCase[] {
  const told: ToldCase[] = [
    ...germanCases.map((each) => ({ ...each, language: 'de' as const })),
    ...englishCases.map((each) => ({ ...each, language: 'en' as const })),
  ];
  const ordered = endings.flatMap((ending) => alternate(told.filter((each) => each.ending === ending)));
  const instants = ordered
    .map((_, index) => creation(now, index, ordered.length))
    .sort((a, b) => Temporal.Instant.compare(a, b));
  return ordered.flatMap((each, index) => {
    const createdAt = instants[index];
    return createdAt === undefined ? [] : [{ ...each, createdAt }];
  });
}

/** German and English in turn. */
function alternate(cases: readonly ToldCase[]): ToldCase[] {
  const german = cases.filter((each) => each.language === 'de');
  const english = cases.filter((each) => each.language === 'en');
  const longer = Math.max(german.length, english.length);
  return Array.from({ length: longer }, (_, index) => [german[index], english[index]])
    .flat()
    .filter((each) => each !== undefined);
}

/** Denser towards today; what lies back more than a day falls into working hours. */
function creation(now: Temporal.Instant, index: number, count: number): Temporal.Instant {
  const share = (count - 1 - index) / (count - 1);
  const hoursBack = 0.3 + longAgo * share ** 2;
  const at = now.subtract({ seconds: Math.round(hoursBack * 3600) });
  return hoursBack < 24 ? at : inWorkingHours(at, index);
}

function inWorkingHours(at: Temporal.Instant, index: number): Temporal.Instant {
  const local = at.toZonedDateTimeISO(zone);
  const weekday = local.dayOfWeek > 5 ? local.subtract({ days: local.dayOfWeek - 5 }) : local;
  const time = { hour: 7 + ((index * 7) % 10), minute: (index * 13) % 60, second: (index * 29) % 60 };
  return weekday.with({ ...time, millisecond: 0 }).toInstant();
}
