import type { Language, Role } from '@fernwart/contract';
import type { Clock } from '../../platform/clock/clock.ts';
import type { NewId } from '../../platform/crypto/ids.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { Live } from '../../platform/live/live.ts';
import type { Identity } from '../../platform/net/identity-provider.ts';
import type { Audit } from '../audit/audit.ts';
import type { People } from './people.ts';
import { hasAdministrator } from './sign-in-store.ts';
import {
  findByEmail,
  findByIdentity,
  followTeams,
  insertIdentity,
  type KnownPerson,
} from './single-sign-on-store.ts';
import { lockPeople, replaceRoles } from './store.ts';

export interface AdmissionRules {
  /** Value of the claim → roles; `*` for everybody. */
  readonly roles: Readonly<Record<string, readonly Role[]>>;
  /** Value of the claim → name of a team. */
  readonly teams: Readonly<Record<string, string>>;
}

export type Admission =
  | { readonly kind: 'admitted'; readonly person: { id: string; name: string } }
  | { readonly kind: 'refused'; readonly why: 'no_role' | 'disabled' | 'ambiguous_email' };

export interface AdmissionDeps {
  readonly clock: Clock;
  readonly newId: NewId;
  readonly live: Live;
  readonly audit: Audit;
  readonly people: Pick<People, 'createPerson'>;
  readonly rules: AdmissionRules;
  readonly timeZone: string;
}

/** Who this is here: known by this provider, known by a verified address, or new. Roles and teams follow the claim. */
export async function admit(
  deps: AdmissionDeps,
  tx: Tx,
  identity: Identity,
  language: Language,
): Promise<Admission> {
  const roles = rolesOf(deps.rules, identity.groups);
  if (roles.length === 0) return { kind: 'refused', why: 'no_role' };
  const found =
    (await findByIdentity(tx, identity.issuer, identity.subject)) ?? (await link(deps, tx, identity));
  if (found === 'ambiguous') return { kind: 'refused', why: 'ambiguous_email' };
  if (found && !found.active) return { kind: 'refused', why: 'disabled' };
  const person = found ?? (await create(deps, tx, identity, roles, language));
  await follow(deps, tx, person, roles, identity);
  return { kind: 'admitted', person };
}

/** What groups mean here: nothing, for who is in none that is listed. */
function rolesOf(rules: AdmissionRules, groups: readonly string[]): Role[] {
  return [...new Set(['*', ...groups].flatMap((value) => ownValue(rules.roles, value) ?? []))].sort();
}

/** Claims come from outside: `constructor` is no group. */
function ownValue<T>(map: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(map, name) ? map[name] : undefined;
}

/** Only an address that the provider has verified says who somebody is, and only when it is one person's. */
async function link(
  { clock, audit }: AdmissionDeps,
  tx: Tx,
  { issuer, subject, verifiedEmail }: Identity,
): Promise<KnownPerson | 'ambiguous' | null> {
  if (verifiedEmail === null) return null;
  const [person, another] = await findByEmail(tx, issuer, verifiedEmail);
  if (another) return 'ambiguous';
  if (!person) return null;
  await insertIdentity(tx, { issuer, subject, personId: person.id }, clock.now());
  await audit.record(tx, {
    actor: person.name,
    actorId: person.id,
    action: 'person.link_identity',
    outcome: 'done',
    subject: `person:${person.id}`,
    details: { issuer },
  });
  return person;
}

async function create(
  { people, clock, audit, timeZone }: AdmissionDeps,
  tx: Tx,
  { issuer, subject, name, verifiedEmail }: Identity,
  roles: readonly Role[],
  language: Language,
): Promise<KnownPerson> {
  const shown = name ?? verifiedEmail ?? subject;
  const given = { login: null, name: shown, email: verifiedEmail, language, timeZone, roles };
  const id = await people.createPerson(tx, given);
  await insertIdentity(tx, { issuer, subject, personId: id }, clock.now());
  await audit.record(tx, {
    actor: shown,
    actorId: id,
    action: 'person.create',
    outcome: 'done',
    subject: `person:${id}`,
    details: { issuer, roles },
  });
  return { id, name: shown, active: true, roles: [...roles] };
}

async function follow(
  { rules, newId, audit, live }: AdmissionDeps,
  tx: Tx,
  person: KnownPerson,
  roles: readonly Role[],
  { groups }: Identity,
): Promise<void> {
  const teams = [...new Set(groups.flatMap((group) => ownValue(rules.teams, group) ?? []))];
  const named = [...new Set(Object.values(rules.teams))];
  await followTeams(
    tx,
    person.id,
    named,
    teams.map((name) => ({ id: newId(), name })),
  );
  if (roles.join() === person.roles.toSorted().join()) return;
  await lockPeople(tx, person.id);
  await replaceRoles(tx, person.id, roles);
  // A provider that no longer knows any administrator must not lock everybody out.
  if (!(await hasAdministrator(tx)))
    await replaceRoles(tx, person.id, [...new Set([...roles, ...person.roles])]);
  await audit.record(tx, {
    actor: 'system',
    action: 'person.update',
    outcome: 'done',
    subject: `person:${person.id}`,
    details: { by: 'single_sign_on', before: { roles: person.roles }, after: { roles } },
  });
  await live.touch(tx, `person:${person.id}`);
}
