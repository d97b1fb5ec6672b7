import type { QuietDesk, ServerParts } from '@fernwart/server';
import { sampleAssets } from './assets.ts';
import {
  type SamplePerson,
  sampleAddress,
  samplePeople,
  type TeamName,
  teamMembers,
  teamNames,
} from './people.ts';

type Actor = Parameters<QuietDesk['activities']['get']>[0];
type Tx = Parameters<Parameters<ServerParts['db']['transaction']>[0]>[0];

/** Everybody and everything that the sample's stories are about, by name. */
export interface SampleCast {
  actor(name: string): Actor;
  team(name: TeamName): string;
  asset(name: string): string | undefined;
  assetsOf(owner: string): string[];
}

export async function createCast(
  tx: Tx,
  desk: QuietDesk,
  people: ServerParts['people'],
  passwordHash: string,
): Promise<SampleCast> {
  const personIds = new Map<string, string>();
  for (const [index, person] of samplePeople.entries())
    personIds.set(person.name, await people.createPerson(tx, newPerson(person, index, passwordHash)));
  const teamIds = new Map<TeamName, string>();
  for (const name of teamNames) {
    const memberIds = teamMembers[name].flatMap((member) => personIds.get(member) ?? []);
    teamIds.set(name, await people.createTeam(tx, { name, memberIds }));
  }
  const actors = new Map(
    samplePeople.map((person) => [person.name, actorOf(person, personIds.get(person.name) ?? '')]),
  );
  const actor = (name: string) => found(actors.get(name), name);
  const assetIds = new Map<string, string>();
  for (const { owner, ...asset } of sampleAssets) {
    const ownerId = owner === null ? null : found(personIds.get(owner), owner);
    const made = await desk.assets.create(actor('Anna Bergmann'), { ...asset, ownerId }, 'de');
    assetIds.set(asset.name, made.id);
  }
  return {
    actor,
    team: (name) => found(teamIds.get(name), name),
    asset: (name) => assetIds.get(name),
    assetsOf: (owner) =>
      sampleAssets
        .filter((asset) => asset.owner === owner)
        .flatMap((asset) => assetIds.get(asset.name) ?? []),
  };
}

function newPerson(person: SamplePerson, index: number, passwordHash: string) {
  return {
    login: person.login ?? null,
    name: person.name,
    email: sampleAddress(person.name),
    phone: `+49 228 555 01${String(index).padStart(2, '0')}`,
    department: person.department,
    language: person.language,
    timeZone: person.language === 'de' ? 'Europe/Berlin' : 'Europe/London',
    roles: person.roles,
    passwordHash: person.login === undefined ? null : passwordHash,
  };
}

function actorOf(person: SamplePerson, id: string): Actor {
  return {
    id,
    name: person.name,
    email: sampleAddress(person.name),
    language: person.language,
    timeZone: 'Europe/Berlin',
    roles: new Set(person.roles),
    teamIds: new Set(),
    signInId: 'sample',
  };
}

function found<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new Error(`the sample speaks of ${name}, who is not in it`);
  return value;
}
