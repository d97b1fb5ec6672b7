import type { Clock } from '../../platform/clock/clock.ts';
import type { NewId } from '../../platform/crypto/ids.ts';
import type { Audit } from './audit.ts';
import { insertRecord } from './store.ts';

export function createAudit(deps: { clock: Clock; newId: NewId }): Audit {
  return {
    record: (on, entry) => insertRecord(on, deps.newId(), deps.clock.now(), entry),
  };
}
