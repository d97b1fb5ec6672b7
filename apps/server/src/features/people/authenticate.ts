import type { FastifyRequest } from 'fastify';
import type { Clock } from '../../platform/clock/clock.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Actor } from '../../platform/http/actor.ts';
import type { Authenticate } from '../../platform/http/route.ts';
import type { SessionCookie } from '../../platform/http/session-cookie.ts';
import { findTokenOwner, markUsed } from './api-token-store.ts';
import type { RecheckSignIn } from './recheck-sign-in.ts';
import { signInLifetime } from './sign-in.ts';
import { findSignIn, markSeen, type SignInRow } from './sign-in-store.ts';
import { hashToken } from './token.ts';

// Every call would write a row otherwise.
const seenEvery = Temporal.Duration.from({ minutes: 5 });

/** The database is asked for every call: an ended sign-in and a disabled person are out at once, on every node. */
export function createAuthenticate(deps: {
  db: Database;
  clock: Clock;
  cookie: SessionCookie;
  /** Left out: no provider vouches for anybody. */
  recheck?: RecheckSignIn;
}): Authenticate {
  const { db, clock, cookie, recheck = async () => false } = deps;
  return (request) => {
    // A call that brings a token means it: a wrong one is not made good by a cookie beside it.
    if (request.headers.authorization !== undefined) return byToken(request, request.headers.authorization);
    const token = cookie.read(request);
    return token === null ? Promise.resolve(null) : bySession(token);
  };

  async function bySession(token: string): Promise<Actor | null> {
    const now = clock.now();
    const tokenHash = hashToken(token);
    const row = await confirmed(tokenHash, now);
    if (!row) return null;
    if (isStale(row.seen_at, now)) await markSeen(db, tokenHash, now, now.add(signInLifetime));
    return actorOf(row);
  }

  /** Roles may have changed with what the provider says now, so the row is read again. */
  async function confirmed(tokenHash: string, now: Temporal.Instant): Promise<SignInRow | null> {
    const row = await findSignIn(db, tokenHash, now);
    if (!row?.check_at || Temporal.Instant.compare(now, row.check_at) < 0) return row;
    return (await recheck(tokenHash, row.check_at)) ? findSignIn(db, tokenHash, now) : null;
  }

  async function byToken(request: FastifyRequest, authorization: string): Promise<Actor | null> {
    const token = /^Bearer ([\w-]{1,200})$/i.exec(authorization)?.[1];
    if (token === undefined) return null;
    const now = clock.now();
    const tokenHash = hashToken(token);
    const row = await findTokenOwner(db, tokenHash, now);
    if (!row) return null;
    if (row.seen_at === null || isStale(row.seen_at, now)) await markUsed(db, tokenHash, now, request.ip);
    return { ...actorOf(row), byToken: true };
  }
}

function isStale(seenAt: Temporal.Instant, now: Temporal.Instant): boolean {
  return Temporal.Instant.compare(seenAt.add(seenEvery), now) < 0;
}

function actorOf(row: Omit<SignInRow, 'seen_at' | 'check_at'>): Actor {
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
}
