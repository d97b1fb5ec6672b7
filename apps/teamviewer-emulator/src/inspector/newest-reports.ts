import type { Emulation } from '../state/emulation.ts';
import type { Report } from '../state/model.ts';

/** The newest reports of every company, newest end first. */
export function newestReports(emulation: Emulation, limit: number): Report[] {
  const now = emulation.clock.ms();
  return [...emulation.world.companies.keys()]
    .flatMap(
      (companyId) =>
        emulation.world.reports.query({
          companyId,
          now,
          from: Number.NEGATIVE_INFINITY,
          to: Number.POSITIVE_INFINITY,
          byEnd: false,
          code: undefined,
          filter: null,
          after: undefined,
          limit,
        }).reports,
    )
    .toSorted((a, b) => b.end - a.end)
    .slice(0, limit);
}
