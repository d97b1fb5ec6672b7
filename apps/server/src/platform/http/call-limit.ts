import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Actor } from './actor.ts';
import { Problem } from './problem.ts';

/** Throws `too_many_requests` once somebody has made more calls than may be made in a minute. */
export type CallLimit = (request: FastifyRequest, actor: Actor | null) => Promise<void>;

export interface CallsPerMinute {
  /** Of one address without a sign-in. */
  readonly anonymous: number;
  /** Of one person at a browser. */
  readonly person: number;
  /** Of one API token. */
  readonly token: number;
}

const window = { timeWindow: 60_000, cache: 10_000 };

/** A coarse dam, kept per node; what must hold across nodes (sign-in attempts) is counted in the database. */
export async function createCallLimit(app: FastifyInstance, perMinute: CallsPerMinute): Promise<CallLimit> {
  await app.register(rateLimit, { global: false, max: perMinute.anonymous, ...window });
  const callers = new WeakMap<FastifyRequest, string>();
  // One store for each kind: keys are ids of their own kind.
  const counted = (max: number) =>
    app.createRateLimit({ max, ...window, keyGenerator: (request) => callers.get(request) ?? request.ip });
  const anonymous = app.createRateLimit();
  const [person, token] = [counted(perMinute.person), counted(perMinute.token)];
  return async (request, actor) => {
    if (actor) callers.set(request, actor.byToken ? `token:${actor.signInId}` : `person:${actor.id}`);
    const limit = await (actor ? (actor.byToken ? token : person) : anonymous)(request);
    if (limit.isAllowed || !limit.isExceeded) return;
    throw new Problem('too_many_requests', {
      retryAfter: Temporal.Duration.from({ seconds: limit.ttlInSeconds }),
    });
  };
}
