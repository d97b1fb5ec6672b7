import { Secret } from '@fernwart/addon-kit';
import type { Clock } from '../../platform/clock/clock.ts';
import type { NewId } from '../../platform/crypto/ids.ts';
import type { Database } from '../../platform/db/database.ts';
import { Problem } from '../../platform/http/problem.ts';
import type { Audit } from '../audit/audit.ts';
import { hashPassword, verifyPassword } from './password.ts';
import {
  countFailures,
  deleteFailures,
  deleteSignIn,
  insertFailures,
  insertSignIn,
} from './sign-in-store.ts';
import { findForSignIn } from './store.ts';
import { hashToken, newToken } from './token.ts';

/** How long a sign-in lives after its last use; never more than seven days after it was made. */
export const signInLifetime = Temporal.Duration.from({ hours: 12 });
const memory = Temporal.Duration.from({ minutes: 15 });
const failuresPerLogin = 5;
const failuresPerAddress = 50;

export interface SignIn {
  /** Answers the new sign-in's token. Rejects with `wrong_credentials`, alike for every reason, or `too_many_requests`. */
  signIn(given: {
    login: string;
    password: string;
    address: string;
    userAgent: string | null;
    requestId: string;
  }): Promise<string>;
  signOut(token: string): Promise<void>;
}

export function createSignIn(deps: { db: Database; clock: Clock; newId: NewId; audit: Audit }): SignIn {
  const { db, clock, newId, audit } = deps;
  // Checked where there is no such login, so that the answer takes as long as for a wrong password.
  const decoy = hashPassword(new Secret(newToken()));

  return {
    async signIn({ login: givenLogin, password, address, userAgent, requestId }) {
      const login = givenLogin.trim().toLowerCase();
      const buckets = { login: `login:${login}`.slice(0, 300), address: `address:${address}` };
      const since = clock.now().subtract(memory);
      const throttled =
        (await countFailures(db, buckets.login, since)) >= failuresPerLogin ||
        (await countFailures(db, buckets.address, since)) >= failuresPerAddress;
      const record = (
        outcome: 'done' | 'refused',
        person: { id: string; name: string } | null,
        why?: string,
      ) => ({
        actor: person?.name ?? login,
        actorId: person?.id ?? null,
        action: 'sign_in',
        outcome,
        address,
        requestId,
        details: { login, ...(why ? { why } : {}) },
      });
      if (throttled) {
        await audit.record(db, record('refused', null, 'throttled'));
        throw new Problem('too_many_requests');
      }

      const person = await findForSignIn(db, login);
      const matches = await verifyPassword(new Secret(password), person?.password_hash ?? (await decoy));
      if (!person?.active || !person.password_hash || !matches) {
        await db.transaction(async (tx) => {
          await insertFailures(tx, Object.values(buckets), clock.now(), since);
          await audit.record(
            tx,
            record('refused', person, person && !person.active ? 'disabled' : 'credentials'),
          );
        });
        throw new Problem('wrong_credentials');
      }

      const token = newToken();
      const now = clock.now();
      const signIn = {
        id: newId(),
        tokenHash: hashToken(token),
        personId: person.id,
        address,
        userAgent,
        expiresAt: now.add(signInLifetime),
      };
      await db.transaction(async (tx) => {
        await deleteFailures(tx, buckets.login);
        await insertSignIn(tx, signIn, now);
        await audit.record(tx, record('done', person));
      });
      return token;
    },
    signOut: (token) => deleteSignIn(db, hashToken(token)),
  };
}
