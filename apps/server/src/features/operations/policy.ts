import type { FastifyRequest } from 'fastify';
import type { Actor } from '../../platform/http/actor.ts';

/** Administrators read metrics, and so does a collector on this machine; what a proxy hands on is not from this machine. */
export function mayReadMetrics(
  actor: Actor | null,
  request: Pick<FastifyRequest, 'ip' | 'headers'>,
): boolean {
  if (actor) return actor.roles.has('administrator');
  const handedOn = ['forwarded', 'via', 'x-forwarded-for', 'x-real-ip'];
  if (handedOn.some((name) => request.headers[name] !== undefined)) return false;
  return request.ip === '::1' || /^(?:::ffff:)?127(?:\.\d{1,3}){3}$/.test(request.ip);
}
