import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Emulation } from '../state/emulation.ts';
import { guid } from '../state/ids.ts';
import { findUserByEmail } from '../state/world.ts';
import { html } from './html.ts';
import { problem, sendPage } from './page.ts';
import { fieldsOf, forgetSignIn, rememberSignIn, type Visit, visitOf } from './visit.ts';

/** Sign-in at the portal by form; `next` leads back to where one came from. */
export function registerSignIn(app: FastifyInstance, emulation: Emulation): void {
  app.get('/sign-in', (request, reply) => {
    const next = localPath(fieldsOf(request.query)['next']);
    return sendSignIn(reply, visitOf(emulation, request, reply), next, null);
  });

  app.post('/sign-in', (request, reply) => {
    const fields = fieldsOf(request.body);
    const next = localPath(fields['next']);
    const user = findUserByEmail(emulation.world, fields['email'] ?? '');
    if (!user?.active || user.password !== fields['password']) {
      const visit = visitOf(emulation, request, reply);
      return sendSignIn(reply, visit, next, visit.texts.wrongCredentials, fields['email']);
    }
    const ticket = guid(emulation.random);
    emulation.world.signIns.set(ticket, user.id);
    user.lastAccess = emulation.clock.ms();
    rememberSignIn(reply, ticket);
    return reply.redirect(next, 303);
  });

  app.post('/sign-out', (request, reply) => {
    forgetSignIn(emulation, request, reply);
    return reply.redirect(localPath(fieldsOf(request.body)['next'] ?? '/sign-in'), 303);
  });
}

export function sendSignIn(
  reply: FastifyReply,
  visit: Visit,
  next: string,
  complaint: string | null,
  email = '',
): FastifyReply {
  const { texts } = visit;
  return sendPage(
    reply,
    { ...visit, user: null },
    {
      title: texts.signIn,
      status: complaint ? 401 : 200,
      body: html`<form class="card" method="post" action="/sign-in">
${problem(complaint)}
<p>${texts.signInHint}</p>
<input type="hidden" name="next" value="${next}">
<label>${texts.email}<input name="email" type="email" autocomplete="username" required autofocus value="${email}"></label>
<label>${texts.password}<input name="password" type="password" autocomplete="current-password" required></label>
<button>${texts.signIn}</button>
</form>`,
    },
  );
}

/** Only paths of this origin; anything else leads to the profile. */
function localPath(given: string | undefined): string {
  return given !== undefined && /^\/(?![/\\])[^\\]*$/.test(given) ? given : '/profile';
}
