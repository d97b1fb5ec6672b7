import type { activitiesQuery } from '@fernwart/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { listActivities, listSimilar } from '../../apps/server/src/features/activities/list-store.ts';
import { type Database, type Executor, fragment } from '../../apps/server/src/platform/db/database.ts';
import { testDatabases } from '../../apps/server/testing/databases.ts';
import { testDesk } from '../../apps/server/testing/desk.ts';
import { fillDesk } from './desk-at-scale.ts';

type Query = z.output<typeof activitiesQuery>;
interface Plan {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly Plans?: readonly Plan[];
}
interface Explained {
  readonly milliseconds: number;
  /** Tables that were read from end to end. */
  readonly readWhole: readonly string[];
}

const count = Number(process.env['FERNWART_BENCH_ACTIVITIES'] ?? 100_000);
const everything: Query = { view: 'all', sort: 'updatedAt', direction: 'desc', limit: 50 };
const postgres = testDatabases.find(({ kind }) => kind === 'postgres');
if (!postgres) throw new Error('there is no PostgreSQL to test on');

describe(`the statements of lists and search with ${count} activities`, () => {
  let db: Database;
  let reader: { id: string; teamIds: string[]; onlyOwn: boolean };

  beforeAll(async () => {
    db = await postgres.open();
    const desk = testDesk(db);
    const people = await Promise.all(
      Array.from({ length: 200 }, (_, index) =>
        desk.person(`Person ${index}`, [index < 40 ? 'agent' : 'requester']),
      ),
    );
    const team = await desk.team('Network');
    for (let index = 0; index < 5; index++) await desk.team(`Team ${index}`);
    await fillDesk(db, count);
    reader = { id: people[7]?.id ?? '', teamIds: [team], onlyOwn: false };
  }, 600_000);
  afterAll(() => db.close());

  async function explained(work: (on: Executor) => Promise<unknown>): Promise<Explained[]> {
    const plans: Explained[] = [];
    const on: Executor = {
      query: db.query,
      async sql(strings, ...values) {
        const statement = fragment(strings, ...values);
        const [row] = await db.sql<{ 'QUERY PLAN': [{ Plan: Plan; 'Execution Time': number }] }>`
          explain (analyze, format json) ${statement}`;
        const plan = row?.['QUERY PLAN'][0];
        if (plan) plans.push({ milliseconds: plan['Execution Time'], readWhole: readWhole(plan.Plan) });
        return db.sql(strings, ...values);
      },
    };
    await work(on);
    return plans;
  }
  const since = Temporal.Instant.from('2020-01-01T00:00:00Z');
  const list = (query: Partial<Query>, who = reader) =>
    explained((on) => listActivities(on, who, { ...everything, ...query }, since));

  const cuts: [string, Partial<Query>][] = [
    ['the newest', {}],
    ...(['createdAt', 'number', 'subject', 'state', 'priority'] as const).flatMap(
      (sort): [string, Partial<Query>][] => [
        [`by ${sort}, upwards`, { sort, direction: 'asc' }],
        [`by ${sort}, downwards`, { sort, direction: 'desc' }],
      ],
    ),
    ['mine', { view: 'mine' }],
    ["my teams'", { view: 'my_teams' }],
    ['unassigned', { view: 'unassigned' }],
    ['recently closed', { view: 'recently_closed' }],
    ['a number', { search: '4711' }],
    ['a rare word', { search: 'Quittung' }],
    ['the inside of a word', { search: 'ittung' }],
    ['a common word', { search: 'Drucker printer' }],
    ['a word of every journal', { search: 'looked' }],
    ['a name', { search: 'Person' }],
    ['three words', { search: 'Netzwerk verliert Verbindung' }],
    ['nothing', { search: 'xylophone' }],
  ];
  test.each(cuts)(
    'read no table of activities or entries from end to end for a page: %s',
    async (name, query) => {
      const plans = await list(query);
      const [page] = query.search ? plans.slice(1) : plans;
      process.stdout.write(
        `${name.padEnd(28)} ${plans.map(({ milliseconds }) => milliseconds.toFixed(1)).join(' + ')} ms ${plans.flatMap((plan) => plan.readWhole).join(' ')}\n`,
      );
      expect(page?.readWhole.filter((table) => table === 'journal_entries')).toEqual([]);
      if (!query.search) expect(page?.readWhole.filter((table) => table === 'activities')).toEqual([]);
    },
  );

  test('read nothing whole for a requester, who sees a few', async () => {
    for (const query of [{}, { search: 'printer' }]) {
      const plans = await list(query, { ...reader, onlyOwn: true });
      process.stdout.write(
        `requester ${plans.map(({ milliseconds }) => milliseconds.toFixed(1)).join(' + ')} ms\n`,
      );
    }
  });

  test('of similar ones read no table from end to end', async () => {
    const plans = await explained((on) =>
      listSimilar(on, { text: 'Der Scanner verliert die Verbindung', initiatorId: reader.id }, 5),
    );
    process.stdout.write(
      `similar ${plans.map(({ milliseconds }) => milliseconds.toFixed(1)).join(' + ')} ms\n`,
    );
    expect(plans.at(-1)?.readWhole).not.toContain('activities');
  });
});

function readWhole(plan: Plan): string[] {
  const own = plan['Node Type'] === 'Seq Scan' && plan['Relation Name'] ? [plan['Relation Name']] : [];
  return [...own, ...(plan.Plans ?? []).flatMap(readWhole)];
}
