import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Problem } from './problem.ts';

/** Whether a change is asked for with the version that it starts from. */
export function hasVersion(schema: z.ZodType): boolean {
  return schema instanceof z.ZodObject && 'version' in schema.shape;
}

/** What bears a version says so in its `ETag`, e.g. `"3"`. */
export function setETag(reply: FastifyReply, answer: unknown): void {
  const { version } = (answer ?? {}) as { version?: unknown };
  if (Number.isInteger(version)) reply.header('etag', `"${String(version)}"`);
}

/**
 * The body, with the version that `If-Match` names when it names none itself. Where nothing bears a version the header
 * cannot be honoured, and a condition that is passed over would be a promise broken: the call is refused.
 */
export function withIfMatch(request: FastifyRequest, takesVersion: boolean): unknown {
  const condition = request.headers['if-match'];
  if (condition === undefined || request.method === 'GET') return request.body;
  const version = /^"(\d{1,9})"$/.exec(condition)?.[1];
  const { body } = request;
  if (!takesVersion || version === undefined || !isObject(body)) throw refused('cannot be checked here');
  if (body.version === undefined) return { ...body, version: Number(version) };
  if (body.version !== Number(version)) throw refused('differs from the version in the body');
  return body;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function refused(message: string): Problem {
  return new Problem('invalid_input', { errors: [{ path: 'If-Match', message }] });
}
