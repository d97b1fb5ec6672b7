import type { updatePersonBody } from '@fernwart/contract';
import type { z } from 'zod';
import type { Clock } from '../../platform/clock/clock.ts';
import type { Database, Tx } from '../../platform/db/database.ts';
import type { Actor } from '../../platform/http/actor.ts';
import { Problem } from '../../platform/http/problem.ts';
import type { Live } from '../../platform/live/live.ts';
import type { Audit } from '../audit/audit.ts';
import { deleteTokensOf } from './api-token-store.ts';
import { changesActive, changesRoles } from './policy.ts';
import type { Caller } from './sign-in.ts';
import { deleteSignInsOf, hasAdministrator } from './sign-in-store.ts';
import { findPerson, lockPeople, type PersonRow, replaceRoles, updateActive } from './store.ts';

/** Rejects with `not_found`, `not_allowed`, `stale_version`, or `wrong_state` for the last administrator. */
export type UpdatePerson = (
  actor: Actor,
  id: string,
  change: z.output<typeof updatePersonBody>,
  caller: Pick<Caller, 'address' | 'requestId'>,
) => Promise<void>;

export function createUpdatePerson(deps: {
  db: Database;
  clock: Clock;
  live: Live;
  audit: Audit;
}): UpdatePerson {
  const { db, clock, live, audit } = deps;
  return (actor, id, change, { address, requestId }) =>
    db.transaction(async (tx) => {
      // With every administrator's row: two of them at once must not leave none.
      await lockPeople(tx, id);
      const before = await findPerson(tx, id);
      if (!before) throw new Problem('not_found');
      if (before.version !== change.version) throw new Problem('stale_version');
      const { active = before.active, roles = before.roles } = change;
      if (active !== before.active && !changesActive(actor, before)) throw ownAccount();
      if (!changesRoles(actor, before, roles)) throw new Problem('not_allowed');
      await apply(tx, before, active, roles);
      if (!(await hasAdministrator(tx))) throw lastAdministrator();
      await audit.record(tx, {
        actor: actor.name,
        actorId: actor.id,
        action: 'person.update',
        outcome: 'done',
        subject: `person:${id}`,
        address,
        requestId,
        details: {
          before: { active: before.active, roles: before.roles },
          after: { active, roles: [...new Set(roles)].sort() },
        },
      });
      await live.touch(tx, `person:${id}`);
    });

  async function apply(tx: Tx, before: PersonRow, active: boolean, roles: PersonRow['roles']): Promise<void> {
    await replaceRoles(tx, before.id, [...new Set(roles)]);
    await updateActive(tx, before.id, active, clock.now());
    if (active) return;
    await deleteSignInsOf(tx, before.id);
    await deleteTokensOf(tx, before.id);
  }
}

function ownAccount(): Problem {
  return new Problem('not_allowed', {
    detail: {
      de: 'Das eigene Konto sperrt jemand anders.',
      en: 'Somebody else has to disable your own account.',
    },
  });
}

function lastAdministrator(): Problem {
  return new Problem('wrong_state', {
    detail: {
      de: 'Jemand muss Fernwart verwalten: Das letzte Administratorkonto bleibt.',
      en: 'Somebody has to administer Fernwart: the last administrator stays.',
    },
  });
}
