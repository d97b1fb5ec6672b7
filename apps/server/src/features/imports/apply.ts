import type { Clock } from '../../platform/clock/clock.ts';
import type { NewId } from '../../platform/crypto/ids.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { Actor } from '../../platform/http/actor.ts';
import { Problem } from '../../platform/http/problem.ts';
import type { Live } from '../../platform/live/live.ts';
import { insertAsset, saveAsset } from '../assets/store.ts';
import type { Audit } from '../audit/audit.ts';
import { deletePasswordLinksOf } from '../people/password-link-store.ts';
import type { People } from '../people/people.ts';
import { hasAdministrator } from '../people/sign-in-store.ts';
import { replaceRoles, updateFields } from '../people/store.ts';
import { replaceTeamsOf } from '../people/team-store.ts';
import { conflictProblem } from './import-problems.ts';
import { type Planned, reasons } from './model.ts';
import type { AssetTarget } from './plan-assets.ts';
import type { PersonTarget } from './plan-people.ts';
import { nextVersion } from './store.ts';

export interface ApplyDeps {
  readonly clock: Clock;
  readonly newId: NewId;
  readonly live: Live;
  readonly audit: Audit;
  readonly people: Pick<People, 'createPerson'>;
}
interface Applying extends ApplyDeps {
  readonly tx: Tx;
  readonly actor: Actor;
  readonly from: { readonly address: string; readonly requestId: string };
}

/** Writes what is new or changed, each with its own record; the world is held by the caller. */
export async function applyPeople(at: Applying, rows: readonly Planned<PersonTarget>[]): Promise<void> {
  const { tx, clock, live, audit, people, actor, from } = at;
  for (const row of rows) {
    if (row.state === 'refused' || row.state === 'unchanged') continue;
    const { target } = row;
    const id = await taken(reasons.loginTaken, async () => {
      if (row.id === null) return people.createPerson(tx, target);
      await updateFields(tx, row.id, { ...target, time_zone: target.timeZone }, clock.now());
      await replaceRoles(tx, row.id, target.roles);
      await nextVersion(tx, row.id);
      return row.id;
    });
    await replaceTeamsOf(tx, id, target.teamIds);
    // A link on its way to an address that is no longer his or hers must not open the account.
    if (row.changes.some(({ field }) => field === 'email' || field === 'login'))
      await deletePasswordLinksOf(tx, id);
    await audit.record(tx, {
      actor: actor.name,
      actorId: actor.id,
      action: row.id === null ? 'person.create' : 'person.update',
      outcome: 'done',
      subject: `person:${id}`,
      ...from,
      details: {
        ...(row.id === null ? {} : { before: valuesOf(row.changes, 'before') }),
        after: valuesOf(row.changes, 'after'),
      },
    });
    if (row.id !== null) await live.touch(tx, `person:${id}`);
  }
  if (!(await hasAdministrator(tx))) throw conflictProblem(nobodyLeft);
}

export async function applyAssets(at: Applying, rows: readonly Planned<AssetTarget>[]): Promise<void> {
  const { tx, clock, live, newId } = at;
  for (const row of rows) {
    if (row.state === 'refused' || row.state === 'unchanged') continue;
    const { id } = row;
    await taken(reasons.numberTaken, async () => {
      if (id !== null) return saveAsset(tx, id, row.target, clock.now());
      if (!(await insertAsset(tx, newId(), row.target, clock.now()))) throw new Problem('already_exists');
    });
    if (id !== null) await live.touch(tx, `asset:${id}`);
  }
}

/** Two rows that trade a login or a number, for instance: nothing at all is written then. */
async function taken<T>(reason: { de: string; en: string }, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    const { code } = cause as { code?: unknown };
    if (code === '23505' || code === 'already_exists') throw conflictProblem(reason, cause);
    throw cause;
  }
}

function valuesOf(
  changes: readonly { field: string; before: string; after: string }[],
  side: 'before' | 'after',
): Record<string, string> {
  return Object.fromEntries(changes.map((change) => [change.field, change[side]]));
}

const nobodyLeft = {
  de: 'Jemand muss Fernwart verwalten: Das letzte Administratorkonto bleibt.',
  en: 'Somebody has to administer Fernwart: the last administrator stays.',
};
