import type { Executor } from '../db/database.ts';

export interface KeyHolder {
  readonly nodeId: string;
  readonly keys: readonly string[];
  readonly sealing: string;
}

/** A node that was not heard of for so long is gone. */
const liveSeconds = 20;

/** Says what this node has at hand; written when it is news, or every few seconds. */
export async function tellHolder(on: Executor, holder: KeyHolder): Promise<void> {
  await on.sql`
    insert into key_holders (node_id, keys, sealing, seen_at)
    values (${holder.nodeId}, ${holder.keys}::text[], ${holder.sealing}, now())
    on conflict (node_id) do update set keys = excluded.keys, sealing = excluded.sealing, seen_at = excluded.seen_at
    where key_holders.keys <> excluded.keys or key_holders.sealing <> excluded.sealing
      or key_holders.seen_at < excluded.seen_at - interval '5 seconds'`;
}

export function liveHolders(on: Executor): Promise<KeyHolder[]> {
  return on.sql<KeyHolder>`
    select node_id as "nodeId", keys, sealing from key_holders
    where seen_at >= now() - make_interval(secs => ${liveSeconds}) order by node_id`;
}

export async function forgetHolder(on: Executor, nodeId: string): Promise<void> {
  await on.sql`delete from key_holders where node_id = ${nodeId} or seen_at < now() - interval '1 day'`;
}
