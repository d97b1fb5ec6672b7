import type { Language } from '@fernwart/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { plainPage } from '../../platform/http/plain-page.ts';
import { Problem } from '../../platform/http/problem.ts';
import type { Router } from '../../platform/http/route.ts';
import type { SessionCookie } from '../../platform/http/session-cookie.ts';
import { longestSignIn } from './sign-in.ts';
import { callbackPath, type SingleSignOn, type SingleSignOnRefusal } from './single-sign-on.ts';
import { newToken } from './token.ts';

const beginQuery = z.object({ returnTo: z.string().max(500).optional() });
/** What providers send, as openid-client reads it from the address. */
const callbackQuery = z.record(z.string(), z.union([z.string(), z.array(z.string())]));
const page = { description: 'A small page that says why not', type: 'text/html' };

export function singleSignOnRoutes(
  router: Router,
  deps: { singleSignOn: SingleSignOn | null; cookie: SessionCookie; https: boolean },
): void {
  const { singleSignOn, cookie, https } = deps;
  const name = https ? '__Host-fernwart_single_sign_on' : 'fernwart_single_sign_on';
  const attributes = { path: '/', httpOnly: true, sameSite: 'lax', secure: https } as const;

  router.add({
    method: 'GET',
    path: '/api/v1/single-sign-on',
    summary: 'Go to the provider of single sign-on; a browser is led there',
    who: 'anybody',
    query: beginQuery,
    raw: true,
    answers: { 303: { description: 'To the provider' }, 503: page },
    problems: ['not_found'],
    async handle({ query, language, request, reply }) {
      if (!singleSignOn) throw new Problem('not_found');
      const browserToken = request.cookies[name] ?? newToken();
      try {
        const url = await singleSignOn.begin(browserToken, ownPath(query.returnTo));
        reply.setCookie(name, browserToken, { ...attributes, maxAge: 600 }).redirect(url, 303);
      } catch (error) {
        if ((error as { code?: unknown }).code === undefined) throw error;
        sendRefusal(reply, language, 'provider_unreachable');
      }
    },
  });

  router.add({
    method: 'GET',
    path: callbackPath,
    summary: 'Where the provider of single sign-on sends the browser back to',
    who: 'anybody',
    query: callbackQuery,
    raw: true,
    answers: { 303: { description: 'Signed in' }, 400: page, 403: page, 503: page },
    problems: ['not_found'],
    async handle({ language, address, requestId, request, reply }) {
      if (!singleSignOn) throw new Problem('not_found');
      const caller = { address, userAgent: userAgentOf(request), requestId };
      const end = await singleSignOn.finish(request.url, request.cookies[name] ?? null, language, caller);
      reply.clearCookie(name, attributes);
      if (end.kind === 'refused') {
        sendRefusal(reply, language, end.why);
        return;
      }
      cookie.set(reply, end.token, longestSignIn);
      reply.redirect(end.returnTo, 303);
    },
  });
}

/** A path of this site, whatever was asked for. */
function ownPath(path: string | undefined): string {
  return path !== undefined && /^\/(?![/\\])[^\\\s]*$/.test(path) ? path : '/';
}

function userAgentOf(request: FastifyRequest): string | null {
  return request.headers['user-agent']?.slice(0, 300) ?? null;
}

const texts: Record<SingleSignOnRefusal, { status: number; de: string; en: string }> = {
  stale: {
    status: 400,
    de: 'Diese Anmeldung wurde schon benutzt, ist abgelaufen oder begann in einem anderen Browser.',
    en: 'This sign-in was used already, has expired, or began in another browser.',
  },
  provider_refused: {
    status: 403,
    de: 'Der Anbieter hat die Anmeldung nicht bestätigt.',
    en: 'The provider did not confirm the sign-in.',
  },
  provider_unreachable: {
    status: 503,
    de: 'Der Anbieter der Anmeldung antwortet gerade nicht. Versuchen Sie es gleich noch einmal.',
    en: 'The provider of the sign-in does not answer at the moment. Try again in a moment.',
  },
  no_role: {
    status: 403,
    de: 'Ihr Konto hat hier keine Rolle. Wenden Sie sich an die Administration.',
    en: 'Your account has no role here. Ask an administrator.',
  },
  disabled: { status: 403, de: 'Ihr Konto ist hier gesperrt.', en: 'Your account is disabled here.' },
  ambiguous_email: {
    status: 403,
    de: 'Ihre E-Mail-Adresse gehört hier zu mehreren Konten. Wenden Sie sich an die Administration.',
    en: 'Your e-mail address belongs to several accounts here. Ask an administrator.',
  },
};
const frame = {
  de: { title: 'Die Anmeldung ist nicht gelungen', back: 'Zur Anmeldung' },
  en: { title: 'Signing in did not work', back: 'Back to signing in' },
};

function sendRefusal(reply: FastifyReply, language: Language, why: SingleSignOnRefusal): void {
  const { title, back } = frame[language];
  reply
    .code(texts[why].status)
    .type('text/html; charset=utf-8')
    .send(plainPage(language, title, `<p>${texts[why][language]}</p><p><a href="/">${back}</a></p>`));
}
