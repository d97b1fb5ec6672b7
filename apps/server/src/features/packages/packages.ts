import type { Inspection, InstalledPackage, Localized } from '@fernwart/contract';
import type { AddonHost } from '../../platform/addon-host/addon-host.ts';
import type { Clock } from '../../platform/clock/clock.ts';
import type { NewId } from '../../platform/crypto/ids.ts';
import type { Database, Tx } from '../../platform/db/database.ts';
import type { Live } from '../../platform/live/live.ts';
import type { Log } from '../../platform/log/log.ts';
import type { Audit } from '../audit/audit.ts';
import type { Runs, WorkflowImplementation } from '../automation/automation.ts';

/** Who does it: a person, or the command line (`id: null`). */
export interface By {
  readonly id: string | null;
  readonly name: string;
}

export interface PackagesDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly log: Log;
  readonly live: Live;
  readonly audit: Audit;
  readonly runs: Runs;
  /** How a run stands; null when there is none. */
  readonly findRun: (
    id: string,
  ) => Promise<{ state: string; errorCode: string | null; errorText: string | null } | null>;
  readonly addonHost: AddonHost;
  /** This process; one that starts anew is another node. */
  readonly nodeId: string;
  readonly role: 'all' | 'api' | 'worker';
  /** Modules are unpacked to its folder `packages`. */
  readonly dataFolder: string;
  readonly platformVersion: string;
  readonly publishers: Readonly<Record<string, { readonly name: string; readonly publicKey: string }>>;
  readonly allowUnsigned: readonly string[];
  /** Removes what other features keep of a package whose data are deleted: attributes, schedules, configurations, waiting runs. */
  readonly forget: (tx: Tx, packageId: string) => Promise<void>;
}

export interface Packages {
  list(): Promise<InstalledPackage[]>;
  /** Reads and judges an archive and keeps it for a day. Rejects with a `PackageRefusal`; then nothing was stored. */
  upload(bytes: Uint8Array, by: By): Promise<Inspection>;
  /** Starts `package.install` and answers its run. Rejects with Problem `busy` while another installation is going. */
  install(upload: { upload: string; digest: string }, by: By): Promise<string>;
  disable(packageId: string, by: By): Promise<void>;
  enable(packageId: string, by: By): Promise<void>;
  remove(packageId: string, how: { data: 'keep' | 'delete'; confirmName?: string }, by: By): Promise<void>;
  /** Upload and installation in one, waiting until every node runs it; rejects with the failed run's reason. */
  installPackage(bytes: Uint8Array, by: By): Promise<void>;
  /** The same, unless this very archive is installed and active already. */
  installUnlessInstalled(bytes: Uint8Array, by: By): Promise<void>;
  /** `package.install`, for the catalogue. */
  readonly workflows: readonly PlatformWorkflow[];
  /** Loads the installed packages, joins the nodes and follows the generation from then on. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

export interface PlatformWorkflow {
  readonly name: string;
  readonly version: string;
  readonly title: Localized;
  readonly implementation: WorkflowImplementation;
}
