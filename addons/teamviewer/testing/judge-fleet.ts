import { stageItems } from '../src/devices/inbox-store.ts';
import { matchStaged } from '../src/devices/matching-store.ts';
import { storePages } from '../src/devices/pages-store.ts';
import { stageAssets } from '../src/devices/staging-store.ts';
import type { LabelledFleet } from './fleet.ts';
import type { PackageDatabase } from './package-database.ts';
import { packageSql } from './package-sql.ts';

const now = Temporal.Instant.from('2026-11-02T08:00:00Z');

/** What matching makes of a fleet, held against its truth. */
export async function judgeFleet(database: PackageDatabase, fleet: LabelledFleet) {
  const sql = packageSql(database);
  for (let at = 0; at < fleet.devices.length; at += 1000)
    await storePages(sql, 'c', [
      {
        part: 'managed',
        page: at,
        digests: { matched: '', whole: '' },
        source: 'legacy',
        groupName: 'Fleet',
        devices: fleet.devices.slice(at, at + 1000),
      },
    ]);
  for (let at = 0; at < fleet.assets.length; at += 1000)
    await stageAssets(sql, fleet.assets.slice(at, at + 1000));
  await matchStaged(sql, ['c'], now);
  await stageItems(sql);
  const matches = await sql<{ id: string; asset: string; rule: string }>`
    select teamviewer_id as id, asset_id as asset, rule from matches`;
  const items = await sql<{ kind: string; named: string }>`
    select kind, details::text as named from staged_items`;
  const wrong = matches.filter((match) => fleet.truth.get(match.id) !== match.asset);
  const named = new Set(
    items.flatMap((item) => [...item.named.matchAll(/"(\w+)"/g)].map((match) => match[1])),
  );
  return {
    wrong,
    /** How often a machine or an asset is matched once more. */
    doubled:
      2 * matches.length -
      new Set(matches.map((match) => match.id)).size -
      new Set(matches.map((match) => match.asset)).size,
    recall: (matches.length - wrong.length) / fleet.truth.size,
    /** Machines that a person must be asked about and is not. */
    unreported: [...fleet.trapped].filter(([id]) => !named.has(id)),
    kinds: new Set(items.map((item) => item.kind)),
    rules: new Set(matches.map((match) => match.rule)),
  };
}
