import type { FastifyReply, FastifyRequest } from 'fastify';
import type { SendConsole } from './console-files.ts';
import { Problem } from './problem.ts';
import type { RouteDescription } from './route.ts';

/** Addresses that belong to programs; everything else is a page of the console. */
const programAddress = /^\/(?:api|open|callback|health|metrics)(?:\/|$)/;

/** Answers what no route and no file answered. */
export function createNotFoundHandler(routes: readonly RouteDescription[], sendConsole: SendConsole) {
  return (request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const address = request.url.split('?', 1)[0] ?? '/';
    const methods = methodsOf(routes, address);
    if (methods.length > 0) {
      reply.header('allow', methods.join(', '));
      throw new Problem('method_not_allowed');
    }
    const reads = request.method === 'GET' || request.method === 'HEAD';
    const isFile = /\.\w+$/.test(address);
    if (!reads || isFile || programAddress.test(address)) throw new Problem('not_found');
    return sendConsole(reply);
  };
}

function methodsOf(routes: readonly RouteDescription[], address: string): string[] {
  const parts = address.split('/');
  const matching = routes.filter((route) => {
    const pattern = route.path.split('/');
    return (
      pattern.length === parts.length && pattern.every((part, i) => part.startsWith(':') || part === parts[i])
    );
  });
  return [...new Set(matching.map((route) => route.method))];
}
