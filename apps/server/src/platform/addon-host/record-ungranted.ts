import { AsyncLocalStorage } from 'node:async_hooks';
import type { DeskPorts } from './desk-ports.ts';
import type { OnUngranted } from './grants.ts';

/** At most this many records for one package: an add-on in a loop must not fill the audit. */
const mostPerPackage = 100;

/** Leaves an audit record of every call that a package had not asked for in its manifest. */
export function recordUngranted(ports: DeskPorts): OnUngranted {
  const counts = new Map<string, number>();
  // The call may stand in a transaction that is about to roll back; its record is written beside it.
  const outside = AsyncLocalStorage.snapshot();
  return (packageId, permission) => {
    const count = (counts.get(packageId) ?? 0) + 1;
    counts.set(packageId, count);
    ports.log.warn('An add-on called what it was not granted', { package: packageId, permission });
    if (count > mostPerPackage) return;
    const entry = {
      actor: `package:${packageId}`,
      action: 'addon.permission_missing',
      outcome: 'refused' as const,
      subject: `package:${packageId}`,
      details: { permission },
    };
    void outside(() =>
      ports.audit
        .record(ports.db, entry)
        .catch((error: unknown) => ports.log.error('An audit record could not be written', { error })),
    );
  };
}
