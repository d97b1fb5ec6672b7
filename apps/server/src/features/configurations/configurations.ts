import type {
  Configuration,
  ConfigurationSummary,
  ConfigurationType,
  configurationOffers,
  Language,
} from '@fernwart/contract';
import type { z } from 'zod';
import type { AddonHost } from '../../platform/addon-host/addon-host.ts';
import type { Clock } from '../../platform/clock/clock.ts';
import type { NewId } from '../../platform/crypto/ids.ts';
import type { Sealer } from '../../platform/crypto/sealer.ts';
import type { Database, Tx } from '../../platform/db/database.ts';
import type { Actor } from '../../platform/http/actor.ts';
import type { Live } from '../../platform/live/live.ts';
import type { Audit } from '../audit/audit.ts';

export interface ConfigurationsDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly sealer: Sealer;
  readonly live: Live;
  readonly audit: Audit;
  readonly addonHost: AddonHost;
}

export interface Configurations {
  types(language: Language): ConfigurationType[];
  list(): Promise<ConfigurationSummary[]>;
  get(id: string): Promise<Configuration>;
  create(
    body: {
      package: string;
      type: string;
      name: string;
      isDefault?: boolean;
      values: Record<string, unknown>;
    },
    actor: Actor,
  ): Promise<Configuration>;
  update(
    id: string,
    change: { version: number; name?: string; isDefault?: boolean; values?: Record<string, unknown> },
    actor: Actor,
  ): Promise<Configuration>;
  delete(id: string, actor: Actor): Promise<void>;
  offers(id: string, actor: Actor): Promise<z.output<typeof configurationOffers>>;
  /** Deletes a package's configurations with it. */
  forget(tx: Tx, packageId: string): Promise<void>;
}
