import type { ServerParts } from '@fernwart/server';

type Database = ServerParts['db'];
type Tx = Parameters<Parameters<Database['transaction']>[0]>[0];

export async function hasSample(db: Database): Promise<boolean> {
  return (await db.sql`select 1 from settings where name = 'sample_desk'`).length === 1;
}

/** Answers false when the sample is there already, or another process has just written it. */
export async function markSample(tx: Tx, at: Temporal.Instant): Promise<boolean> {
  const rows = await tx.sql`
    insert into settings (name, value, updated_at) values ('sample_desk', 'true', ${at})
    on conflict (name) do nothing returning name`;
  return rows.length === 1;
}
