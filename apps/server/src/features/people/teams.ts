import type { createTeamBody, TeamDetails, updateTeamBody } from '@fernwart/contract';
import type { z } from 'zod';
import type { Clock } from '../../platform/clock/clock.ts';
import type { NewId } from '../../platform/crypto/ids.ts';
import type { Database, Tx } from '../../platform/db/database.ts';
import type { Actor } from '../../platform/http/actor.ts';
import { Problem } from '../../platform/http/problem.ts';
import type { Live } from '../../platform/live/live.ts';
import type { Audit } from '../audit/audit.ts';
import type { Caller } from './sign-in.ts';
import {
  countPeople,
  findTeam,
  insertTeam,
  lockTeam,
  replaceMembers,
  type TeamRow,
  updateTeam,
} from './team-store.ts';

type From = Pick<Caller, 'address' | 'requestId'>;

/** Teams as administrators keep them. Rejects with `not_found`, `already_exists`, `stale_version` or `invalid_input`. */
export interface Teams {
  get(id: string): Promise<TeamDetails>;
  create(actor: Actor, body: z.output<typeof createTeamBody>, from: From): Promise<TeamDetails>;
  update(actor: Actor, id: string, body: z.output<typeof updateTeamBody>, from: From): Promise<TeamDetails>;
}

export function createTeams(deps: {
  db: Database;
  clock: Clock;
  newId: NewId;
  live: Live;
  audit: Audit;
}): Teams {
  const { db, clock, newId, live, audit } = deps;
  return {
    async get(id) {
      return present(await findTeam(db, id));
    },
    create: (actor, { name, memberIds }, from) =>
      db.transaction(async (tx) => {
        await assertPeople(tx, memberIds);
        const id = newId();
        if (!(await insertTeam(tx, { id, name, memberIds }))) throw nameTaken();
        await record(tx, actor, from, 'team.create', id, { after: { name, memberIds } });
        await announce(tx, memberIds);
        return present(await findTeam(tx, id));
      }),
    update: (actor, id, { version, ...change }, from) =>
      db.transaction(async (tx) => {
        await lockTeam(tx, id);
        const before = present(await findTeam(tx, id));
        if (before.version !== version) throw new Problem('stale_version');
        const was = before.members.map((member) => member.id);
        const { name = before.name, archived = before.archived, memberIds = was } = change;
        await assertPeople(tx, memberIds);
        await save(tx, id, { name, archived });
        await replaceMembers(tx, id, memberIds);
        await record(tx, actor, from, 'team.update', id, {
          before: { name: before.name, archived: before.archived, memberIds: was },
          after: { name, archived, memberIds },
        });
        const moved = new Set(was).symmetricDifference(new Set(memberIds));
        await announce(tx, [...moved]);
        return present(await findTeam(tx, id));
      }),
  };

  async function save(tx: Tx, id: string, team: { name: string; archived: boolean }): Promise<void> {
    try {
      await updateTeam(tx, id, team, clock.now());
    } catch (cause) {
      if ((cause as { code?: unknown }).code === '23505') throw nameTaken(cause);
      throw cause;
    }
  }

  /** Whose teams changed sees something else from now on: open streams subscribe anew. */
  async function announce(tx: Tx, personIds: readonly string[]): Promise<void> {
    await live.touch(tx, 'teams');
    await live.touch(tx, 'people');
    for (const personId of personIds) await live.touch(tx, `person:${personId}`);
  }

  async function record(
    tx: Tx,
    actor: Actor,
    { address, requestId }: From,
    action: string,
    id: string,
    details: Record<string, unknown>,
  ): Promise<void> {
    await audit.record(tx, {
      actor: actor.name,
      actorId: actor.id,
      action,
      outcome: 'done',
      subject: `team:${id}`,
      address,
      requestId,
      details,
    });
  }
}

async function assertPeople(tx: Tx, ids: readonly string[]): Promise<void> {
  const wanted = [...new Set(ids)];
  if ((await countPeople(tx, wanted)) === wanted.length) return;
  throw new Problem('invalid_input', {
    detail: { de: 'Eine dieser Personen gibt es nicht.', en: 'One of these people does not exist.' },
    errors: [{ path: 'memberIds', message: 'unknown person' }],
  });
}

function nameTaken(cause?: unknown): Problem {
  return new Problem('already_exists', {
    detail: { de: 'Eine andere Rolle heißt so.', en: 'Another team has this name.' },
    errors: [{ path: 'name', message: 'taken' }],
    cause,
  });
}

function present(row: TeamRow | null): TeamDetails {
  if (!row) throw new Problem('not_found');
  const { id, name, archived, version, members } = row;
  return { id, name, archived, version, members, memberCount: members.length };
}
