import { migrate } from '../../apps/server/src/platform/db/migrate.ts';
import { openDatabase } from '../../apps/server/src/platform/db/open-database.ts';
import { pglitePool } from '../../apps/server/src/platform/db/pglite-pool.ts';
import { describeSchema } from './describe-schema.ts';

export const schemaFile = 'apps/server/schema.sql';

const head = `-- What the migrations add up to. Generated: npm run schema; npm run check compares it.\n\n`;

/** Applies every migration to an empty database in memory and describes what came of it. */
export async function migratedSchema(): Promise<string> {
  const database = openDatabase('pglite', await pglitePool({}), (error) => {
    throw error;
  });
  try {
    await migrate(database);
    return head + (await describeSchema(database));
  } finally {
    await database.close();
  }
}
