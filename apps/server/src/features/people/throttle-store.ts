import type { Tx } from '../../platform/db/database.ts';

/** One attempt at a time for these buckets. Transactions of the embedded database follow each other anyway. */
export async function lockBuckets(tx: Tx, buckets: readonly string[]): Promise<void> {
  for (const bucket of buckets) await tx.sql`select pg_advisory_xact_lock(hashtextextended(${bucket}, 0))`;
}

export async function forgetBefore(tx: Tx, at: Temporal.Instant): Promise<void> {
  await tx.sql`delete from sign_in_failures where at <= ${at}`;
}

/** When the oldest of the last `limit` failures was; null while there are fewer. */
export async function blockedSince(tx: Tx, bucket: string, limit: number): Promise<Temporal.Instant | null> {
  const [row] = await tx.sql<{ at: Temporal.Instant }>`
    select at from sign_in_failures where bucket = ${bucket} order by at desc offset ${limit - 1}::int limit 1`;
  return row?.at ?? null;
}

export async function insertFailures(
  tx: Tx,
  buckets: readonly string[],
  at: Temporal.Instant,
): Promise<void> {
  await tx.sql`insert into sign_in_failures (bucket, at) select unnest(${buckets}::text[]), ${at}`;
}

export async function deleteBuckets(tx: Tx, buckets: readonly string[]): Promise<void> {
  await tx.sql`delete from sign_in_failures where bucket = any(${buckets}::text[])`;
}

export async function deleteOneOfEach(
  tx: Tx,
  buckets: readonly string[],
  at: Temporal.Instant,
): Promise<void> {
  await tx.sql`
    delete from sign_in_failures f using (
      select distinct on (bucket) ctid as place from sign_in_failures
      where bucket = any(${buckets}::text[]) and at = ${at}
    ) own where f.ctid = own.place`;
}
