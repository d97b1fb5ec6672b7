import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testDatabases } from '../../../testing/databases.ts';
import type { TestDesk } from '../../../testing/desk.ts';
import { testDesk } from '../../../testing/desk.ts';
import type { Database, Executor } from '../../platform/db/database.ts';
import type { Actor } from '../../platform/http/actor.ts';
import { countPerDay, openByTeam } from './figures-store.ts';
import { ageBorders, dayStarts } from './model.ts';
import { unreadOfInitiator } from './readings-store.ts';
import { repliesFor, unassignedOf, waitingFor } from './work-store.ts';

const many = 100_000;

describe.each(testDatabases)('with 100,000 activities on $kind', ({ open }) => {
  let db: Database;
  let desk: TestDesk;
  let agent: Actor;
  let requester: Actor;
  let team: string;

  beforeAll(async () => {
    db = await open();
    desk = testDesk(db);
    agent = await desk.person('Anna Agent', ['agent']);
    requester = await desk.person('Rita Requester', ['requester']);
    const others = await desk.person('Ben Agent', ['agent']);
    team = await desk.team('Network', agent);
    const otherTeam = await desk.team('Printing');
    const now = desk.clock.now();
    // One in twenty is open; this agent and this requester have one in a thousand.
    await db.sql`
      insert into activities (id, number, kind, subject, state, priority, initiator_id, responsible_id, team_id,
        created_at, updated_at, closed_at)
      select gen_random_uuid(), 'INC' || n, 'incident', 'Subject ' || n,
        case when n % 20 = 0 then 200 + n % 3 else 204 end, n % 4,
        case when n % 1000 = 0 then ${requester.id}::uuid else ${others.id}::uuid end,
        case when n % 1000 = 0 then ${agent.id}::uuid when n % 40 = 0 then null else ${others.id}::uuid end,
        case when n % 100 = 0 then ${team}::uuid else ${otherTeam}::uuid end,
        ${now}::timestamptz - n * interval '20 minutes', ${now}::timestamptz - n * interval '20 minutes',
        case when n % 20 = 0 then null else ${now}::timestamptz - n * interval '19 minutes' end
      from generate_series(1, ${many}::int) n`;
    await db.script('analyze activities');
  }, 300_000);
  afterAll(() => db.close());

  /** The plans of whatever is asked, instead of its answers. */
  async function plans(ask: (on: Executor) => Promise<unknown>): Promise<string> {
    const seen: string[] = [];
    const explain: Executor['sql'] = async (strings, ...values) => {
      const [first = '', ...rest] = strings;
      const asked = Object.assign([`explain ${first}`, ...rest], { raw: [`explain ${first}`, ...rest] });
      const rows = await db.sql<{ 'QUERY PLAN': string }>(asked, ...values);
      seen.push(...rows.map((row) => row['QUERY PLAN']));
      return [];
    };
    await ask({ sql: explain, query: () => expect.fail() });
    return seen.join('\n');
  }

  const questions: [string, (on: Executor) => Promise<unknown>][] = [
    ['open by team and age', (on) => openByTeam(on, ageBorders(desk.clock.now()))],
    ['created and closed by day', (on) => countPerDay(on, dayStarts(desk.clock.now(), 'Europe/Berlin', 30))],
    ['what waits for an agent', (on) => waitingFor(on, agent.id, 8)],
    ['replies to an agent', (on) => repliesFor(on, agent.id, 8)],
    ['what nobody works on', (on) => unassignedOf(on, agent.id, [team], 8)],
    ['what is new to a requester', (on) => unreadOfInitiator(on, requester.id)],
  ];
  test.each(questions)('%s reads an index, not the whole table', async (_name, ask) => {
    const plan = await plans(ask);
    expect(plan).toMatch(/Index|Bitmap/);
    expect(plan).not.toMatch(/Seq Scan on activities/);
  });
});
