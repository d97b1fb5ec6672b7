import type { updatePersonBody } from '@fernwart/contract';
import type { z } from 'zod';
import type { Clock } from '../../platform/clock/clock.ts';
import type { Database, Tx } from '../../platform/db/database.ts';
import type { Actor } from '../../platform/http/actor.ts';
import { Problem } from '../../platform/http/problem.ts';
import type { Live } from '../../platform/live/live.ts';
import type { Audit } from '../audit/audit.ts';
import { deleteTokensOf } from './api-token-store.ts';
import { assertOpenTeams, loginTaken } from './checked-fields.ts';
import { deletePasswordLinksOf } from './password-link-store.ts';
import { changesActive, changesRoles } from './policy.ts';
import type { Caller } from './sign-in.ts';
import { deleteSignInsOf, hasAdministrator } from './sign-in-store.ts';
import { findPerson, lockPeople, type PersonRow, replaceRoles, updateActive, updateFields } from './store.ts';
import { findOpenTeams, replaceTeamsOf } from './team-store.ts';

type Change = z.output<typeof updatePersonBody>;

/** Rejects with `not_found`, `not_allowed`, `stale_version`, `already_exists`, or `wrong_state` for the last administrator. */
export type UpdatePerson = (
  actor: Actor,
  id: string,
  change: Change,
  caller: Pick<Caller, 'address' | 'requestId'>,
) => Promise<void>;

/** What can be changed about somebody, as it is audited. */
type Known = Pick<
  PersonRow,
  'name' | 'login' | 'email' | 'phone' | 'department' | 'language' | 'active' | 'roles'
> & { timeZone: string; teamIds: string[] };

export function createUpdatePerson(deps: {
  db: Database;
  clock: Clock;
  live: Live;
  audit: Audit;
}): UpdatePerson {
  const { db, clock, live, audit } = deps;
  return (actor, id, { version, ...change }, { address, requestId }) =>
    db.transaction(async (tx) => {
      // With every administrator's row: two of them at once must not leave none.
      await lockPeople(tx, id);
      const row = await findPerson(tx, id);
      if (!row) throw new Problem('not_found');
      if (row.version !== version) throw new Problem('stale_version');
      const before = await known(tx, row);
      const after: Known = { ...before, ...given(change) };
      after.roles = [...new Set(after.roles)].sort();
      if (after.active !== before.active && !changesActive(actor, row)) throw ownAccount();
      if (!changesRoles(actor, row, after.roles)) throw new Problem('not_allowed');
      if (change.teamIds) await assertOpenTeams(tx, change.teamIds);
      await save(tx, actor, id, before, after);
      if (!(await hasAdministrator(tx))) throw lastAdministrator();
      await audit.record(tx, {
        actor: actor.name,
        actorId: actor.id,
        action: 'person.update',
        outcome: 'done',
        subject: `person:${id}`,
        address,
        requestId,
        details: differences(before, after),
      });
      await live.touch(tx, `person:${id}`);
      await live.touch(tx, 'people');
      if (change.teamIds) await live.touch(tx, 'teams');
    });

  async function save(tx: Tx, actor: Actor, id: string, before: Known, after: Known): Promise<void> {
    const { timeZone: time_zone, ...fields } = after;
    try {
      await updateFields(tx, id, { ...fields, time_zone }, clock.now());
    } catch (cause) {
      if ((cause as { code?: unknown }).code === '23505') throw loginTaken(actor.language, cause);
      throw cause;
    }
    await replaceRoles(tx, id, after.roles);
    await replaceTeamsOf(tx, id, after.teamIds);
    await updateActive(tx, id, after.active, clock.now());
    // A link on its way to an address that is no longer his or hers must not open the account.
    if (!after.active || after.email !== before.email || after.login !== before.login)
      await deletePasswordLinksOf(tx, id);
    if (after.active) return;
    await deleteSignInsOf(tx, id);
    await deleteTokensOf(tx, id);
  }
}

async function known(tx: Tx, row: PersonRow): Promise<Known> {
  const { name, login, email, phone, department, language, active, roles, teams } = row;
  const open = await findOpenTeams(
    tx,
    teams.map((team) => team.id),
  );
  const teamIds = open.map((team) => team.id).sort();
  return {
    name,
    login,
    email,
    phone,
    department,
    language,
    active,
    roles,
    teamIds,
    timeZone: row.time_zone,
  };
}

function given(change: Omit<Change, 'version'>): Partial<Known> {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
}

/** The members that differ, as they were and as they are. */
function differences(before: Known, after: Known): { before: Partial<Known>; after: Partial<Known> } {
  const changed = (Object.keys(after) as (keyof Known)[]).filter(
    (name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]),
  );
  const only = (whole: Known) => Object.fromEntries(changed.map((name) => [name, whole[name]]));
  return { before: only(before), after: only(after) };
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
