import { Secret } from '@fernwart/addon-kit';
import type { Clock } from '../../platform/clock/clock.ts';
import type { NewId } from '../../platform/crypto/ids.ts';
import type { Database, Tx } from '../../platform/db/database.ts';
import { Problem } from '../../platform/http/problem.ts';
import type { Audit, AuditEntry } from '../audit/audit.ts';
import { hashPassword, verifyPassword } from './password.ts';
import { deleteSignIn, insertSignIn } from './sign-in-store.ts';
import { createSignInThrottle } from './sign-in-throttle.ts';
import { findForSignIn } from './store.ts';
import { hashToken, newToken } from './token.ts';

/** How long a sign-in lives after its last use. */
export const signInLifetime = Temporal.Duration.from({ hours: 12 });
/** How long it lives at most, and with it the cookie: what ends it earlier is decided here, not in the browser. */
export const longestSignIn = Temporal.Duration.from({ hours: 7 * 24 });

/** Where a call came from. */
export interface Caller {
  readonly address: string;
  readonly userAgent: string | null;
  readonly requestId: string;
}

export interface SignIn {
  /** Answers the new sign-in's token. Rejects with `wrong_credentials`, alike for every reason, or `too_many_requests`. */
  signIn(given: { login: string; password: string } & Caller): Promise<string>;
  /** For somebody who has proven by other means who he or she is. */
  begin(tx: Tx, person: { id: string; name: string }, caller: Caller): Promise<string>;
  /** Answers whose sign-in ended; null when there was none. */
  signOut(token: string, caller: Pick<Caller, 'address' | 'requestId'>): Promise<string | null>;
}

export function createSignIn(deps: { db: Database; clock: Clock; newId: NewId; audit: Audit }): SignIn {
  const { db, clock, newId, audit } = deps;
  const throttle = createSignInThrottle(deps);
  // Checked where there is no such login, so that the answer takes as long as for a wrong password.
  const decoy = hashPassword(new Secret(newToken()));

  async function begin(
    tx: Tx,
    person: { id: string; name: string },
    { address, userAgent, requestId }: Caller,
  ): Promise<string> {
    const token = newToken();
    const now = clock.now();
    await insertSignIn(
      tx,
      {
        id: newId(),
        tokenHash: hashToken(token),
        personId: person.id,
        address,
        userAgent,
        expiresAt: now.add(signInLifetime),
      },
      now,
    );
    await audit.record(tx, {
      actor: person.name,
      actorId: person.id,
      action: 'sign_in',
      outcome: 'done',
      address,
      requestId,
    });
    return token;
  }

  return {
    begin,
    async signIn({ login: givenLogin, password, ...caller }) {
      const login = givenLogin.trim().toLowerCase();
      const person = await findForSignIn(db, login);
      const refused = (why: string): AuditEntry => ({
        // An unknown login is not written down: it may be a password in the wrong field.
        actor: person?.name ?? 'unknown',
        actorId: person?.id ?? null,
        action: 'sign_in',
        outcome: 'refused',
        address: caller.address,
        requestId: caller.requestId,
        details: { why },
      });
      const attempt = await throttle.admit(login, caller.address).catch(async (error: unknown) => {
        await audit.record(db, refused('throttled'));
        throw error;
      });
      const matches = await verifyPassword(new Secret(password), person?.password_hash ?? (await decoy));
      if (!person?.active || !person.password_hash || !matches) {
        await audit.record(db, refused(person && !person.active ? 'disabled' : 'credentials'));
        throw new Problem('wrong_credentials');
      }
      return db.transaction(async (tx) => {
        await throttle.forgive(tx, attempt);
        return begin(tx, person, caller);
      });
    },
    signOut: (token, { address, requestId }) =>
      db.transaction(async (tx) => {
        const person = await deleteSignIn(tx, hashToken(token));
        if (!person) return null;
        const { id, name } = person;
        await audit.record(tx, {
          actor: name,
          actorId: id,
          action: 'sign_out',
          outcome: 'done',
          address,
          requestId,
        });
        return id;
      }),
  };
}
