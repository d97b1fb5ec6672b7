import type { FastifyRequest } from 'fastify';

/** The key under which a caller may repeat a POST without doing it twice. */
export function idempotencyKey({ headers }: FastifyRequest): string | undefined {
  const header = headers['idempotency-key'];
  return typeof header === 'string' && header !== '' ? header : undefined;
}
