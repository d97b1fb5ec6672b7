import type { ActivityKind } from '@fernwart/contract';
import type { Executor, Tx } from '../../platform/db/database.ts';
import { storableJson } from '../../platform/db/storable-text.ts';
import type { StoredSettings } from './model.ts';

export interface SettingRow {
  readonly value: unknown;
  readonly version: number;
}
export type SettingName = keyof StoredSettings;

/** Version 0 of what was never set. */
export async function findSetting(on: Executor, name: SettingName): Promise<SettingRow> {
  const [row] = await on.sql<SettingRow>`select value, version from settings where name = ${name}`;
  return row ?? { value: null, version: 0 };
}

export async function findSettings(on: Executor): Promise<Partial<Record<SettingName, SettingRow>>> {
  const rows = await on.sql<SettingRow & { name: SettingName }>`
    select name, value, version from settings where name in ('desk', 'mail', 'mailTexts')`;
  return Object.fromEntries(rows.map((row) => [row.name, row]));
}

/** Answers false when somebody else saved meanwhile. */
export async function saveSetting(
  tx: Tx,
  name: SettingName,
  value: unknown,
  before: number,
  now: Temporal.Instant,
): Promise<boolean> {
  const rows = await tx.sql`
    insert into settings (name, value, updated_at, version)
    values (${name}, ${storableJson(value)}::jsonb, ${now}, ${before + 1}::int)
    on conflict (name) do update set value = excluded.value, updated_at = excluded.updated_at,
      version = excluded.version
    where settings.version = ${before}::int returning name`;
  return rows.length === 1;
}

/** Whether an activity of another kind has a number that begins so: a number must never be given twice. */
export async function prefixIsTaken(on: Executor, kind: ActivityKind, prefix: string): Promise<boolean> {
  const rows = await on.sql`
    select from activities where kind <> ${kind} and number ~ ${`^${prefix}[0-9]+$`} limit 1`;
  return rows.length > 0;
}
