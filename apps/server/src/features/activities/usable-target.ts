import type { PersonRef, TeamRef } from '@fernwart/contract';
import type { Tx } from '../../platform/db/database.ts';
import { unusable } from './refusals.ts';
import * as store from './store.ts';

/** A team with which work may lie: it is there, and in use. */
export async function usableTeam(tx: Tx, id: string): Promise<TeamRef> {
  const team = await store.findTeam(tx, id);
  if (!team) throw unusable('teamId', { de: 'Dieses Team gibt es nicht.', en: 'There is no such team.' });
  if (!team.archived) return { id: team.id, name: team.name };
  throw unusable('teamId', {
    de: `Das Team „${team.name}“ ist archiviert: Wählen Sie ein anderes.`,
    en: `The team “${team.name}” is archived: choose another one.`,
  });
}

/** Somebody who may be responsible. */
export async function usableAgent(tx: Tx, id: string): Promise<PersonRef> {
  const person = await store.findPerson(tx, id);
  if (person?.active && person.agent) return { id: person.id, name: person.name };
  throw unusable('personId', {
    de: 'An diese Person kann nicht weitergeleitet werden: Sie ist kein aktiver Agent.',
    en: 'This person cannot take it over: he or she is no active agent.',
  });
}
