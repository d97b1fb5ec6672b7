import type { Executor } from '../../platform/db/database.ts';

export interface AuditEntry {
  /** A person's name, `package:<id>` or `system`. */
  readonly actor: string;
  readonly actorId?: string | null;
  /** e.g. `sign_in`, `package.install`, `route.refused`. */
  readonly action: string;
  readonly outcome: 'done' | 'refused' | 'failed';
  /** `<type>:<id>` */
  readonly subject?: string;
  readonly address?: string;
  readonly requestId?: string;
  /** Never secrets. */
  readonly details?: Record<string, unknown>;
}
export interface Audit {
  /** In the transaction that does the thing; refusals are recorded on the root database. */
  record(on: Executor, entry: AuditEntry): Promise<void>;
}
