import { afterAll, beforeAll, expect, test } from 'vitest';
import { testAddonDesk } from '../../../testing/addon-desk.ts';
import { createTestDatabase } from '../../../testing/databases.ts';
import type { Database } from '../db/database.ts';
import { migrate } from '../db/migrate.ts';
import { openPostgresDatabase } from '../db/postgres-database.ts';

const panel = { id: 'state', subject: 'activity', title: 'title' } as const;
const greet = { id: 'greet', subject: 'activity', title: 'title', does: 'invoke' } as const;

let server: Awaited<ReturnType<typeof createTestDatabase>>;
let db: Database;
beforeAll(async () => {
  server = await createTestDatabase();
  db = openPostgresDatabase(server.url, () => undefined);
  await migrate(db);
});
afterAll(async () => {
  await db.close();
  await server.drop();
});

/** Statements of this database that PostgreSQL is busy with, besides the one that asks. */
async function busy(): Promise<number> {
  const rows = await db.sql`
    select 1 from pg_stat_activity where datname = current_database() and state = 'active' and pid <> pg_backend_pid()
      and query like '%generate_series%'`;
  return rows.length;
}

test('a slow query of an add-on is ended on PostgreSQL, also when nobody waits for it any more', async () => {
  const desk = testAddonDesk(db, {
    question: Temporal.Duration.from({ milliseconds: 300 }),
    statement: Temporal.Duration.from({ milliseconds: 600 }),
  });
  const agent = await desk.person('Anna Berg', ['agent']);
  const { id } = await desk.activities.create(agent, {
    kind: 'incident',
    subject: 'Printer',
    description: '',
    initiatorId: agent.id,
    teamId: null,
    priority: 1,
    assetIds: [],
  });
  const codes: unknown[] = [];
  const host = await desk.run(
    {
      panels: {
        state: {
          offered: () => true,
          async render(_context, { sql }) {
            await sql`select count(*) from generate_series(1, 1000000000000)`;
            return { blocks: [] };
          },
        },
      },
      actions: {
        greet: {
          offered: () => true,
          async invoke(_context, { sql, transaction }) {
            await sql`select count(*) from generate_series(1, 1000000000000)`.catch((error: unknown) =>
              codes.push((error as { code: string }).code),
            );
            await transaction((tx) => tx.sql`select count(*) from generate_series(1, 1000000000000)`);
            return { kind: 'refresh' };
          },
        },
      },
    },
    { contributions: { panels: [panel], actions: [greet] } },
  );
  const subject = { type: 'activity', id } as const;

  const shown = await host.screens.panel('sample', 'state', subject, agent, 'en');
  expect(shown.blocks).toMatchObject([{ type: 'notice' }]);
  await expect.poll(busy, { timeout: 20_000 }).toBe(0);

  await expect(
    host.deeds.invoke('sample', 'greet', subject, {}, { actor: agent, language: 'en' }),
  ).rejects.toMatchObject({ code: 'addon_timeout' });
  expect(codes).toEqual(['statement_timeout']);
  expect(await busy()).toBe(0);
});
