import type { Clock } from '../../platform/clock/clock.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Authenticate } from '../../platform/http/route.ts';
import type { SessionCookie } from '../../platform/http/session-cookie.ts';
import { signInLifetime } from './sign-in.ts';
import { findSignIn, markSeen } from './sign-in-store.ts';
import { hashToken } from './token.ts';

// Every call would write a row otherwise.
const seenEvery = Temporal.Duration.from({ minutes: 5 });

/** The database is asked for every call: an ended sign-in and a disabled person are out at once, on every node. */
export function createAuthenticate(deps: {
  db: Database;
  clock: Clock;
  cookie: SessionCookie;
}): Authenticate {
  const { db, clock, cookie } = deps;
  return async (request) => {
    const token = cookie.read(request);
    if (token === null) return null;
    const now = clock.now();
    const tokenHash = hashToken(token);
    const row = await findSignIn(db, tokenHash, now);
    if (!row) return null;
    if (Temporal.Instant.compare(row.seen_at.add(seenEvery), now) < 0) {
      await markSeen(db, tokenHash, now, now.add(signInLifetime));
    }
    return {
      id: row.id,
      name: row.name,
      email: row.email,
      language: row.language,
      timeZone: row.time_zone,
      roles: new Set(row.roles),
      teamIds: new Set(row.team_ids),
      signInId: row.sign_in_id,
    };
  };
}
