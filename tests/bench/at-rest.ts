import type { RunningServer } from '@fernwart/server';

/** Before each measure, as at night: else the database tidies up what came before it while the measure is taken. */
export async function atRest(db: RunningServer['parts']['db']): Promise<void> {
  if (db.kind !== 'postgres') return;
  await db.sql`vacuum analyze`;
  await db.sql`checkpoint`;
}
