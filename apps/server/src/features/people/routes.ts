import {
  changePasswordBody,
  createPersonBody,
  id,
  isTimeZone,
  type Me,
  me,
  peoplePage,
  peopleQuery,
  person,
  signInBody,
  updateMeBody,
  updatePersonBody,
} from '@fernwart/contract';
import { z } from 'zod';
import type { Clock } from '../../platform/clock/clock.ts';
import type { Database } from '../../platform/db/database.ts';
import { keysetCursor } from '../../platform/http/keyset-cursor.ts';
import { Problem } from '../../platform/http/problem.ts';
import type { Router } from '../../platform/http/route.ts';
import type { SessionCookie } from '../../platform/http/session-cookie.ts';
import type { Live } from '../../platform/live/live.ts';
import type { AddPerson } from './add-person.ts';
import type { ChangePassword } from './change-password.ts';
import { readsLogin, readsPerson } from './policy.ts';
import { longestSignIn, type SignIn } from './sign-in.ts';
import { findSignIn } from './sign-in-store.ts';
import { findPerson, listPeople, type PersonRow, presentPerson, updateReading } from './store.ts';
import { hashToken } from './token.ts';
import type { UpdatePerson } from './update-person.ts';

const cursors = keysetCursor('people:name', 'text');

export function peopleRoutes(
  router: Router,
  deps: {
    db: Database;
    clock: Clock;
    live: Live;
    cookie: SessionCookie;
    signIn: SignIn;
    changePassword: ChangePassword;
    addPerson: AddPerson;
    updatePerson: UpdatePerson;
  },
): void {
  const { db, clock, live, cookie, signIn, changePassword, addPerson, updatePerson } = deps;

  async function meOf(personId: string): Promise<Me> {
    const row = await findPerson(db, personId);
    if (!row) throw new Problem('not_signed_in');
    return presentMe(row);
  }

  router.add({
    method: 'POST',
    path: '/api/v1/session',
    summary: 'Sign in with a password',
    who: 'anybody',
    body: signInBody,
    answer: me,
    problems: ['wrong_credentials'],
    async handle({ body, address, requestId, request, reply }) {
      const userAgent = request.headers['user-agent']?.slice(0, 300) ?? null;
      const token = await signIn.signIn({ ...body, address, userAgent, requestId });
      const earlier = cookie.read(request);
      if (earlier !== null) await signIn.signOut(earlier, { address, requestId });
      cookie.set(reply, token, longestSignIn);
      const row = await findSignIn(db, hashToken(token), clock.now());
      if (!row) throw new Problem('wrong_credentials');
      return meOf(row.id);
    },
  });

  router.add({
    method: 'DELETE',
    path: '/api/v1/session',
    summary: 'Sign out',
    who: 'anybody',
    async handle({ address, requestId, request, reply }) {
      const token = cookie.read(request);
      const personId = token === null ? null : await signIn.signOut(token, { address, requestId });
      if (personId !== null) await live.touch(db, `person:${personId}`);
      cookie.clear(reply);
    },
  });

  router.add({
    method: 'GET',
    path: '/api/v1/session',
    summary: 'Who is signed in',
    // Asked by every page that opens: nobody signed in is an answer here, no refusal to be recorded.
    who: 'anybody',
    answer: me,
    problems: ['not_signed_in'],
    async handle({ actor }) {
      if (!actor) throw new Problem('not_signed_in');
      return meOf(actor.id);
    },
  });

  router.add({
    method: 'PATCH',
    path: '/api/v1/me',
    summary: "Change one's language or time zone",
    who: 'signed_in',
    body: updateMeBody,
    answer: me,
    async handle({ actor, body, language }) {
      if (body.timeZone !== undefined && !isTimeZone(body.timeZone)) {
        throw new Problem('invalid_input', {
          errors: [{ path: 'timeZone', message: unknownTimeZone[language] }],
        });
      }
      await db.transaction(async (tx) => {
        await updateReading(
          tx,
          actor.id,
          { language: body.language ?? null, timeZone: body.timeZone ?? null },
          clock.now(),
        );
        await live.touch(tx, `person:${actor.id}`);
      });
      return meOf(actor.id);
    },
  });

  router.add({
    method: 'POST',
    path: '/api/v1/me/password',
    summary: "Change one's password; every other sign-in ends",
    who: 'signed_in',
    body: changePasswordBody,
    problems: ['wrong_credentials'],
    handle: ({ actor, body, address, requestId }) => changePassword(actor, body, { address, requestId }),
  });

  router.add({
    method: 'GET',
    path: '/api/v1/people',
    summary: 'People by name',
    who: 'desk_reader',
    query: peopleQuery,
    answer: peoplePage,
    async handle({ actor, query }) {
      const rows = await listPeople(db, { ...query, after: cursors.decode(query.cursor) }, query.limit + 1);
      const shown = rows.slice(0, query.limit);
      const last = rows.length > query.limit ? shown.at(-1) : undefined;
      return {
        items: shown.map((row) => presentPerson(row.person, readsLogin(actor, row.person))),
        ...(last ? { nextCursor: cursors.encode(last.cursor) } : {}),
      };
    },
  });

  router.add({
    method: 'POST',
    path: '/api/v1/people',
    summary: 'Add a person; agents add requesters without login',
    who: 'signed_in',
    body: createPersonBody,
    answer: person,
    status: 201,
    problems: ['already_exists'],
    async handle({ actor, body, address, requestId }) {
      const row = await findPerson(db, await addPerson(actor, body, { address, requestId }));
      if (!row) throw new Problem('not_found');
      return presentPerson(row, readsLogin(actor, row));
    },
  });

  router.add({
    method: 'GET',
    path: '/api/v1/people/:id',
    summary: 'One person',
    who: 'signed_in',
    params: z.object({ id }),
    answer: person,
    async handle({ actor, params }) {
      const row = await findPerson(db, params.id);
      if (!row || !readsPerson(actor, row)) throw new Problem('not_found');
      return presentPerson(row, readsLogin(actor, row));
    },
  });

  router.add({
    method: 'PATCH',
    path: '/api/v1/people/:id',
    summary: "Change what is known of somebody, somebody's roles and teams, or disable and enable somebody",
    who: 'administrator',
    params: z.object({ id }),
    body: updatePersonBody,
    answer: person,
    problems: ['already_exists'],
    async handle({ actor, params, body, address, requestId }) {
      await updatePerson(actor, params.id, body, { address, requestId });
      const row = await findPerson(db, params.id);
      if (!row) throw new Problem('not_found');
      return presentPerson(row, readsLogin(actor, row));
    },
  });
}

const unknownTimeZone = { de: 'Diese Zeitzone gibt es nicht.', en: 'There is no such time zone.' };

function presentMe(row: PersonRow): Me {
  const { id: personId, name, email, language, roles, teams } = row;
  return { id: personId, name, email, language, timeZone: row.time_zone, roles, teams };
}
