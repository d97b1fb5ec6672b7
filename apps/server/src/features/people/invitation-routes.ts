import { id, invitation, inviteBody } from '@fernwart/contract';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { Router } from '../../platform/http/route.ts';
import type { SessionCookie } from '../../platform/http/session-cookie.ts';
import type { Invitations } from './invitations.ts';
import { passwordLinkGonePage, setPasswordPage } from './set-password-page.ts';
import { longestSignIn } from './sign-in.ts';

const path = '/set-password/:token';
const gone = { description: 'The link is used up, replaced or expired', type: 'text/html' };
const params = z.object({ token: z.string().max(100) });
const form = z.object({ password: z.string().max(1000).default('') });

/** Inviting somebody, and the page behind the link. */
export function invitationRoutes(
  router: Router,
  deps: { invitations: Invitations; cookie: SessionCookie },
): void {
  const { invitations, cookie } = deps;

  router.add({
    method: 'POST',
    path: '/api/v1/people/:id/invitation',
    summary: 'Make a one-time link with which somebody sets a password; answered or sent by mail',
    who: 'administrator',
    params: z.object({ id }),
    body: inviteBody,
    answer: invitation,
    status: 201,
    handle: ({ actor, params: { id: person }, body, address, requestId }) =>
      invitations.invite(actor, person, body.by, { address, requestId }),
  });

  router.add({
    method: 'GET',
    path,
    summary: 'The page of a one-time link that sets a password',
    who: 'anybody',
    params,
    raw: true,
    answers: { 200: { description: 'The form', type: 'text/html' }, 404: gone },
    async handle({ params: { token }, language, reply }) {
      const person = await invitations.whose(token);
      if (person) sendPage(reply, 200, setPasswordPage(person.language, person));
      else sendPage(reply, 404, passwordLinkGonePage(language));
    },
  });

  router.add({
    method: 'POST',
    path,
    summary: 'Set the password, once',
    who: 'anybody',
    params,
    body: form,
    accepts: 'application/x-www-form-urlencoded',
    raw: true,
    answers: {
      303: { description: 'Set and signed in' },
      400: { description: 'The form with what is wrong', type: 'text/html' },
      404: gone,
    },
    async handle({ params: { token }, body, language, address, requestId, request, reply }) {
      const userAgent = request.headers['user-agent']?.slice(0, 300) ?? null;
      const person = await invitations.whose(token);
      const result = await invitations.setPassword(token, body.password, { address, userAgent, requestId });
      if (!person || result.kind === 'gone') sendPage(reply, 404, passwordLinkGonePage(language));
      else if (result.kind === 'flawed')
        sendPage(reply, 400, setPasswordPage(person.language, person, result.flaw));
      else {
        cookie.set(reply, result.token, longestSignIn);
        reply.redirect('/', 303);
      }
    },
  });
}

function sendPage(reply: FastifyReply, status: number, page: string): void {
  // What the link opens is nobody's business elsewhere.
  reply.header('referrer-policy', 'no-referrer');
  reply.code(status).type('text/html; charset=utf-8').send(page);
}
