import type { FastifyReply, FastifyRequest } from 'fastify';

/** The cookie that holds a sign-in's token. On https its name binds it to this host and to https. */
export interface SessionCookie {
  read(request: FastifyRequest): string | null;
  set(reply: FastifyReply, token: string, lifetime: Temporal.Duration): void;
  clear(reply: FastifyReply): void;
}

export function sessionCookie(options: { https: boolean | (() => boolean) }): SessionCookie {
  const https = () => (typeof options.https === 'function' ? options.https() : options.https);
  const name = () => (https() ? '__Host-fernwart_session' : 'fernwart_session');
  const attributes = () => ({ path: '/', httpOnly: true, sameSite: 'lax', secure: https() }) as const;
  return {
    read: (request) => request.cookies[name()] ?? null,
    set: (reply, token, lifetime) => {
      reply.setCookie(name(), token, { ...attributes(), maxAge: lifetime.total('seconds') });
    },
    clear: (reply) => {
      reply.clearCookie(name(), attributes());
    },
  };
}
