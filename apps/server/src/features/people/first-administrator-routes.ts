import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { Router } from '../../platform/http/route.ts';
import type { SessionCookie } from '../../platform/http/session-cookie.ts';
import type { FirstAdministrator } from './first-administrator.ts';
import { firstAdministratorPage, linkGonePage } from './first-administrator-page.ts';
import { longestSignIn } from './sign-in.ts';

const gone = { description: 'The link is used up, replaced or expired', type: 'text/html' };
const params = z.object({ token: z.string().max(100) });
const form = z.object({
  name: z.string().default(''),
  login: z.string().default(''),
  email: z.string().default(''),
  password: z.string().default(''),
});

/** The page behind the one-time link that the first start prints. */
export function firstAdministratorRoutes(
  router: Router,
  deps: { firstAdministrator: FirstAdministrator; cookie: SessionCookie },
): void {
  const { firstAdministrator, cookie } = deps;

  router.add({
    method: 'GET',
    path: '/first-administrator/:token',
    summary: 'The page of the one-time link that sets up the first administrator',
    who: 'anybody',
    params,
    raw: true,
    answers: { 200: { description: 'The form', type: 'text/html' }, 404: gone },
    async handle({ params: { token }, language, reply }) {
      const open = await firstAdministrator.linkIsOpen(token);
      if (open) sendPage(reply, 200, firstAdministratorPage(language));
      else sendPage(reply, 404, linkGonePage(language));
    },
  });

  router.add({
    method: 'POST',
    path: '/first-administrator/:token',
    summary: 'Set up the first administrator, once',
    who: 'anybody',
    params,
    body: form,
    accepts: 'application/x-www-form-urlencoded',
    raw: true,
    answers: {
      303: { description: 'Set up and signed in' },
      400: { description: 'The form with what is wrong', type: 'text/html' },
      404: gone,
    },
    async handle({ params: { token }, body, language, address, requestId, request, reply }) {
      const userAgent = request.headers['user-agent']?.slice(0, 300) ?? null;
      const caller = { address, userAgent, requestId };
      const result = await firstAdministrator.setUp(token, body, language, caller);
      switch (result.kind) {
        case 'gone':
          sendPage(reply, 404, linkGonePage(language));
          return;
        case 'flawed':
          sendPage(reply, 400, firstAdministratorPage(language, body, result.flaw));
          return;
        case 'done':
          cookie.set(reply, result.token, longestSignIn);
          reply.redirect('/', 303);
      }
    },
  });
}

function sendPage(reply: FastifyReply, status: number, page: string): void {
  reply.code(status).type('text/html; charset=utf-8').send(page);
}
