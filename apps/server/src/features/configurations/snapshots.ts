import type { ConfigurationSnapshot } from '@fernwart/addon-kit';
import { z } from 'zod';
import type { ConfigurationSnapshots } from '../../platform/addon-host/desk-ports.ts';
import type { Sealer } from '../../platform/crypto/sealer.ts';
import type { Database } from '../../platform/db/database.ts';
import { type ConfigurationRow, findConfiguration, listConfigurationsOf } from './store.ts';

/** What a secret field of a configuration is sealed for: moved to another field or configuration it does not open. */
export function secretPurpose(configurationId: string, field: string): string {
  return `configuration:${configurationId}:${field}`;
}

export function snapshotOf(row: ConfigurationRow, sealer: Sealer): ConfigurationSnapshot {
  const secrets = Object.entries(row.secrets).map(
    ([field, sealed]) => [field, sealer.open(sealed, secretPurpose(row.id, field))] as const,
  );
  return {
    id: row.id,
    type: row.type,
    name: row.name,
    isDefault: row.is_default,
    version: row.version,
    values: row.values,
    secrets: Object.fromEntries(secrets),
  };
}

/** Configurations with their secrets opened, for their own package's code only. */
export function createConfigurationSnapshots(deps: { db: Database; sealer: Sealer }): ConfigurationSnapshots {
  const { db, sealer } = deps;
  return {
    async list(packageId, type) {
      return (await listConfigurationsOf(db, packageId, type)).map((row) => snapshotOf(row, sealer));
    },
    async get(packageId, id) {
      // Ids come from addresses as well: one of a wrong shape names nothing.
      if (!z.uuid().safeParse(id).success) return null;
      const row = await findConfiguration(db, id);
      return row?.package_id === packageId ? snapshotOf(row, sealer) : null;
    },
    async default(packageId, type) {
      const row = (await listConfigurationsOf(db, packageId, type)).find((each) => each.is_default);
      return row ? snapshotOf(row, sealer) : null;
    },
  };
}
