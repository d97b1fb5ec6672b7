import { Secret } from '@fernwart/addon-kit';
import type { Clock } from '../../platform/clock/clock.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Actor } from '../../platform/http/actor.ts';
import { Problem } from '../../platform/http/problem.ts';
import type { Live } from '../../platform/live/live.ts';
import type { Audit } from '../audit/audit.ts';
import { hashPassword, verifyPassword } from './password.ts';
import { managesAccess, passwordFlaw } from './policy.ts';
import type { Caller } from './sign-in.ts';
import { endOtherSignIns } from './sign-in-list-store.ts';
import { createSignInThrottle } from './sign-in-throttle.ts';
import { findOwnPassword, updatePassword } from './store.ts';

/** Rejects with `wrong_credentials`, `too_many_requests`, `invalid_input` or, for who has no password here, `wrong_state`. */
export type ChangePassword = (
  actor: Actor,
  given: { currentPassword: string; newPassword: string },
  caller: Pick<Caller, 'address' | 'requestId'>,
) => Promise<void>;

/** Whoever knows the present password changes it; every other sign-in ends, for it may be somebody else's. */
export function createChangePassword(deps: {
  db: Database;
  clock: Clock;
  live: Live;
  audit: Audit;
}): ChangePassword {
  const { db, clock, live, audit } = deps;
  const throttle = createSignInThrottle(deps);
  return async (actor, { currentPassword, newPassword }, { address, requestId }) => {
    if (!managesAccess(actor)) throw new Problem('not_allowed');
    const own = await findOwnPassword(db, actor.id);
    if (own?.login == null || own.password_hash === null) throw new Problem('wrong_state');
    const entry = {
      actor: actor.name,
      actorId: actor.id,
      action: 'password.change',
      subject: `person:${actor.id}`,
      address,
      requestId,
    };
    // A browser left open must not become a place to guess passwords.
    const attempt = await throttle.admit(own.login, address);
    if (!(await verifyPassword(new Secret(currentPassword), own.password_hash))) {
      await audit.record(db, { ...entry, outcome: 'refused' });
      throw new Problem('wrong_credentials');
    }
    const flaw = passwordFlaw(newPassword, own.login);
    if (flaw) {
      const errors = [{ path: 'newPassword', message: flaw[actor.language] }];
      throw new Problem('invalid_input', { detail: flaw, errors });
    }
    const passwordHash = await hashPassword(new Secret(newPassword));
    await db.transaction(async (tx) => {
      await throttle.forgive(tx, attempt);
      await updatePassword(tx, actor.id, passwordHash, clock.now());
      await endOtherSignIns(tx, actor.id, actor.signInId);
      await audit.record(tx, { ...entry, outcome: 'done' });
      await live.touch(tx, `person:${actor.id}`);
    });
  };
}
