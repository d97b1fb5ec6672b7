import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Problem } from './problem.ts';

/** Throws `too_many_requests` once an address has made more calls without a sign-in than it may in a minute. */
export type AnonymousLimit = (request: FastifyRequest) => Promise<void>;

/** A coarse dam, kept per node; what must hold across nodes (sign-in attempts) is counted in the database. */
export async function createAnonymousLimit(app: FastifyInstance, perMinute: number): Promise<AnonymousLimit> {
  await app.register(rateLimit, { global: false, max: perMinute, timeWindow: 60_000, cache: 10_000 });
  const check = app.createRateLimit();
  return async (request) => {
    const limit = await check(request);
    if (limit.isAllowed || !limit.isExceeded) return;
    throw new Problem('too_many_requests', {
      retryAfter: Temporal.Duration.from({ seconds: limit.ttlInSeconds }),
    });
  };
}
