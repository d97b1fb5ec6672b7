import type { Language } from '@fernwart/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Log } from '../log/log.ts';
import { problemDocument } from './problem-document.ts';
import { toProblem } from './to-problem.ts';

/** Answers an error as an RFC 9457 document; what is our turn is logged with its cause. */
export function sendProblem(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  language: Language,
  log: Log,
): void {
  const problem = toProblem(error);
  const document = problemDocument(problem, language, request.id);
  if (document.turn !== 'yours') {
    log.error('A request failed', {
      requestId: request.id,
      method: request.method,
      route: request.routeOptions.url,
      code: problem.code,
      error: problem.cause ?? problem,
    });
  }
  if (problem.retryAfter) reply.header('retry-after', Math.ceil(problem.retryAfter.total('seconds')));
  reply.code(document.status).type('application/problem+json').send(JSON.stringify(document));
}
