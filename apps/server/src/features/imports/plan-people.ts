import { isTimeZone, type Language, type Localized, type Role } from '@fernwart/contract';
import { z } from 'zod';
import { changesBetween, type Fields, listed, type Planned, reasons, rolesOf, type Wanted } from './model.ts';
import type { KnownPerson } from './store.ts';

export interface PersonTarget {
  readonly name: string;
  readonly login: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly department: string | null;
  readonly language: Language;
  readonly timeZone: string;
  readonly roles: readonly Role[];
  readonly teamIds: readonly string[];
}
export interface PeopleWorld {
  readonly actorId: string;
  readonly people: readonly KnownPerson[];
  /** In use, by name. */
  readonly teams: readonly { id: string; name: string }[];
  readonly defaults: { readonly language: Language; readonly timeZone: string };
}

const email = z.email().max(254);

/** What each row would do: found by login, else by address. */
export function planPeople(wanted: readonly Wanted[], world: PeopleWorld): Planned<PersonTarget>[] {
  const byLogin = new Map(world.people.flatMap((person) => (person.login ? [[person.login, person]] : [])));
  const byEmail = Map.groupBy(
    world.people.filter((person) => person.email !== null),
    (person) => person.email?.toLowerCase() ?? '',
  );
  const teamByName = new Map(world.teams.map((team) => [team.name.toLowerCase(), team]));
  const seen = new Set<string>();

  return wanted.map(({ row, fields }) => {
    const login = fields.login?.toLowerCase();
    const address = fields.email?.toLowerCase();
    const found = (login && byLogin.get(login)) || undefined;
    const sameAddress = address === undefined ? [] : (byEmail.get(address) ?? []);
    const person = found ?? (sameAddress.length === 1 ? sameAddress[0] : undefined);
    const name = fields.name ?? person?.name ?? login ?? address ?? '–';
    const refused = (reason: Localized) => ({ row, name, state: 'refused', reason }) as const;

    if (login === undefined && address === undefined) return refused(reasons.noKey);
    if (!found && sameAddress.length > 1) return refused(reasons.ambiguous);
    const keys = [
      ...(login === undefined ? [] : [`login ${login}`]),
      ...(address === undefined ? [] : [`email ${address}`]),
      ...(person ? [`id ${person.id}`] : []),
    ];
    if (keys.some((key) => seen.has(key))) return refused(reasons.twice);
    for (const key of keys) seen.add(key);
    const flaw = flawOf(fields, person !== undefined);
    if (flaw) return refused(flaw);
    const teams =
      fields.teams === undefined
        ? null
        : listed(fields.teams).map((each) => teamByName.get(each.toLowerCase()));
    if (teams?.includes(undefined)) return refused(reasons.team);
    const roles = fields.roles === undefined ? null : rolesOf(fields.roles);
    if (person?.id === world.actorId && roles && roles.join() !== [...person.roles].sort().join())
      return refused(reasons.ownRoles);

    const before = person ?? nobody(world);
    const target: PersonTarget = {
      name: fields.name ?? before.name,
      login: login ?? before.login,
      email: fields.email ?? before.email,
      phone: fields.phone ?? before.phone,
      department: fields.department ?? before.department,
      language: (fields.language?.toLowerCase() as Language | undefined) ?? before.language,
      timeZone: fields.timeZone ?? before.timeZone,
      roles: roles ?? before.roles,
      teamIds: teams?.flatMap((team) => (team ? [team.id] : [])).sort() ?? before.teamIds,
    };
    const changes = changesBetween(person ? textOf(before, world) : {}, textOf(target, world));
    const state = !person ? 'new' : changes.length > 0 ? 'changed' : 'unchanged';
    return { row, name, state, id: person?.id ?? null, version: person?.version ?? 0, target, changes };
  });
}

function flawOf(fields: Fields, exists: boolean): Localized | null {
  if (!exists && fields.name === undefined) return reasons.noName;
  if (Object.values(fields).some((value) => value.length > 200)) return reasons.tooLong;
  if (fields.email !== undefined && !email.safeParse(fields.email).success) return reasons.email;
  if (fields.language !== undefined && !/^(de|en)$/i.test(fields.language)) return reasons.language;
  if (fields.timeZone !== undefined && !isTimeZone(fields.timeZone)) return reasons.timeZone;
  if (fields.roles !== undefined && rolesOf(fields.roles) === null) return reasons.roles;
  return null;
}

function nobody({ defaults }: PeopleWorld): PersonTarget {
  const nothing = { name: '', login: null, email: null, phone: null, department: null };
  return { ...nothing, ...defaults, roles: ['requester'], teamIds: [] };
}

function textOf(person: PersonTarget, world: PeopleWorld): Fields {
  const nameOf = (id: string) => world.teams.find((team) => team.id === id)?.name ?? '';
  return {
    name: person.name,
    login: person.login ?? '',
    email: person.email ?? '',
    phone: person.phone ?? '',
    department: person.department ?? '',
    language: person.language,
    timeZone: person.timeZone,
    roles: [...person.roles].sort().join(', '),
    teams: person.teamIds.map(nameOf).sort().join(', '),
  };
}
