import { z } from 'zod';
import type { Clock } from '../../platform/clock/clock.ts';
import type { NewId } from '../../platform/crypto/ids.ts';
import type { Database } from '../../platform/db/database.ts';
import { Problem } from '../../platform/http/problem.ts';
import type { SessionCookie } from '../../platform/http/session-cookie.ts';
import type { Live } from '../../platform/live/live.ts';
import { deleteTokensOf } from './api-token-store.ts';
import { createAuthenticate } from './authenticate.ts';
import { hashPassword } from './password.ts';
import { deletePasswordLinksOf } from './password-link-store.ts';
import type { People } from './people.ts';
import type { RecheckSignIn } from './recheck-sign-in.ts';
import { deleteSignInsOf, hasAdministrator, replaceFirstAdministratorLink } from './sign-in-store.ts';
import { findPerson, insertPerson, listAdministrators, snapshotOfPerson, updateActive } from './store.ts';
import { insertTeam } from './team-store.ts';
import { hashToken, newToken } from './token.ts';

const linkLifetime = Temporal.Duration.from({ hours: 24 });

export function createPeople(deps: {
  db: Database;
  clock: Clock;
  newId: NewId;
  live: Live;
  cookie: SessionCookie;
  recheck?: RecheckSignIn;
}): People {
  const { db, clock, newId, live } = deps;
  return {
    authenticate: createAuthenticate(deps),
    async findPersonSnapshot(on, id) {
      // Ids are opaque to add-ons: one of another shape is nobody's.
      const row = z.uuid().safeParse(id).success ? await findPerson(on, id) : null;
      return row && snapshotOfPerson(row);
    },
    async administrators(on) {
      return (await listAdministrators(on)).map(snapshotOfPerson);
    },
    hashPassword,
    async createPerson(tx, person) {
      const id = person.id ?? newId();
      const row = {
        id,
        login: person.login?.trim().toLowerCase() ?? null,
        name: person.name,
        email: person.email,
        phone: person.phone ?? null,
        department: person.department ?? null,
        language: person.language,
        time_zone: person.timeZone,
        password_hash: person.passwordHash ?? null,
      };
      if (!(await insertPerson(tx, row, person.roles, clock.now()))) throw new Problem('already_exists');
      return id;
    },
    async createTeam(tx, team) {
      const id = team.id ?? newId();
      const { name, memberIds } = team;
      if (!(await insertTeam(tx, { id, name, memberIds }))) throw new Problem('already_exists');
      return id;
    },
    async setActive(tx, id, active) {
      if (!(await updateActive(tx, id, active, clock.now()))) throw new Problem('not_found');
      if (!active) {
        await deleteSignInsOf(tx, id);
        await deleteTokensOf(tx, id);
        await deletePasswordLinksOf(tx, id);
      }
      await live.touch(tx, `person:${id}`);
    },
    async firstAdministratorPath() {
      if (await hasAdministrator(db)) return null;
      const token = newToken();
      await db.transaction((tx) =>
        replaceFirstAdministratorLink(tx, hashToken(token), clock.now().add(linkLifetime)),
      );
      return `/first-administrator/${token}`;
    },
  };
}
