import type { createPersonBody, Language } from '@fernwart/contract';
import type { z } from 'zod';
import type { Database } from '../../platform/db/database.ts';
import type { Actor } from '../../platform/http/actor.ts';
import { Problem } from '../../platform/http/problem.ts';
import type { Live } from '../../platform/live/live.ts';
import type { Audit } from '../audit/audit.ts';
import { assertOpenTeams, loginTaken } from './checked-fields.ts';
import type { People } from './people.ts';
import { addsPerson } from './policy.ts';
import type { Caller } from './sign-in.ts';
import { replaceTeamsOf } from './team-store.ts';

/** Answers the id. Rejects with `not_allowed`, `already_exists` or `invalid_input`. */
export type AddPerson = (
  actor: Actor,
  body: z.output<typeof createPersonBody>,
  from: Pick<Caller, 'address' | 'requestId'>,
) => Promise<string>;

export function createAddPerson(deps: {
  db: Database;
  live: Live;
  audit: Audit;
  people: Pick<People, 'createPerson'>;
  /** Of people of whom nothing else is said. */
  defaults: () => { language: Language; timeZone: string };
}): AddPerson {
  const { db, live, audit, people, defaults } = deps;
  return (actor, { teamIds = [], ...body }, { address, requestId }) => {
    const { login = null, email = null, phone = null, department = null, name } = body;
    const { language = defaults().language, timeZone = defaults().timeZone } = body;
    const roles = [...new Set(body.roles)].sort();
    if (!addsPerson(actor, { roles, login })) throw new Problem('not_allowed');
    if (teamIds.length > 0 && !actor.roles.has('administrator')) throw new Problem('not_allowed');
    const person = { name, login, email, phone, department, language, timeZone, roles };
    return db.transaction(async (tx) => {
      await assertOpenTeams(tx, teamIds);
      const id = await people.createPerson(tx, person).catch((error: unknown) => {
        throw error instanceof Problem && error.code === 'already_exists'
          ? loginTaken(actor.language, error)
          : error;
      });
      await replaceTeamsOf(tx, id, teamIds);
      await audit.record(tx, {
        actor: actor.name,
        actorId: actor.id,
        action: 'person.create',
        outcome: 'done',
        subject: `person:${id}`,
        address,
        requestId,
        details: { after: { ...person, teamIds } },
      });
      await live.touch(tx, 'people');
      if (teamIds.length > 0) await live.touch(tx, 'teams');
      return id;
    });
  };
}
