import { keysetCursor } from '../../apps/server/src/platform/http/keyset-cursor.ts';
import { signedIn } from '../support/desk-client.ts';
import type { BenchResult } from './bench-result.ts';
import { fillDesk } from './desk-at-scale.ts';
import { openFor, startDeskProcess } from './desk-process.ts';
import { round, type Spread, timed } from './measure.ts';

const usualSizes = [10_000, 100_000, 1_000_000];

/**
 * The list of activities over HTTP, as an agent's browser asks for it, at growing sizes on PostgreSQL, each activity with
 * its journal: the first page, a page in the middle of everything, a rare word, a number, and filters. The floor is the
 * health route of the same server: what a call costs that reads nothing.
 */
export async function activitiesBench(sizes = usualSizes): Promise<BenchResult> {
  await using desk = await startDeskProcess();
  const anna = await signedIn(desk.node.origin, 'anna');
  const figures: Record<string, number> = {};
  const lists = new Map<string, Spread[]>();
  for (const size of sizes) {
    const filling = await openFor(desk.databaseUrl);
    const began = performance.now();
    await fillDesk(filling.db, size);
    const [middle] = await filling.db.query<{ key: string; id: string }>(
      'select updated_at::text as key, id from activities order by updated_at desc, id desc offset $1 limit 1',
      [Math.floor(size / 2)],
    );
    await filling.close();
    const label = size >= 1_000_000 ? `${size / 1_000_000}M` : `${size / 1000}k`;
    figures[`fillSeconds@${label}`] = round((performance.now() - began) / 1000);
    const cursor = keysetCursor('activities:updatedAt:desc', 'instant').encode(middle ?? { key: '', id: '' });
    const asked: Readonly<Record<string, string>> = {
      firstPage: '/activities',
      deepPage: `/activities?cursor=${encodeURIComponent(cursor)}`,
      searchRare: '/activities?search=Quittung',
      searchNumber: '/activities?search=B00005000',
      filter: '/activities?view=my_teams&states=200,201',
      unassigned: '/activities?view=unassigned&sort=priority',
      searchCommon: '/activities?search=printer',
    };
    for (const [name, path] of Object.entries(asked)) {
      const rounds = name === 'searchCommon' ? 15 : 60;
      const measured = await timed(rounds, () => anna.get(path));
      figures[`${name}P50@${label}`] = measured.p50;
      figures[`${name}P95@${label}`] = measured.p95;
      lists.set(name, [...(lists.get(name) ?? []), measured]);
    }
    const floor = await timed(60, async () => (await fetch(`${desk.node.origin}/health/live`)).text());
    figures[`floorP50@${label}`] = floor.p50;
  }
  const goals: { figure: string; atMost: number; met: boolean }[] = [];
  for (const [name, measured] of lists) {
    const growth = round((measured.at(-1)?.p50 ?? Number.NaN) / (measured[0]?.p50 ?? Number.NaN));
    figures[`${name}Growth`] = growth;
    // A word that stands in every eighth activity is told beside the goals, which speak of pages, search and filters.
    if (name !== 'searchCommon') goals.push({ figure: `${name}Growth`, atMost: 1.5, met: growth <= 1.5 });
  }
  for (const figure of Object.keys(figures).filter((each) => each.startsWith('firstPageP95')))
    goals.push({ figure, atMost: 50, met: (figures[figure] ?? Number.NaN) <= 50 });
  return { name: `activities: lists and search at ${sizes.join(', ')} (milliseconds)`, figures, goals };
}
