import type { ServerParts } from '@fernwart/server';

/** Whether exactly this archive is installed and active. */
export async function isInstalled(db: ServerParts['db'], digest: string): Promise<boolean> {
  const rows = await db.sql`select id from packages where digest = ${digest} and state = 'active'`;
  return rows.length > 0;
}
