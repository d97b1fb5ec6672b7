import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Emulation } from '../state/emulation.ts';
import { alphanumeric, unused } from '../state/ids.ts';
import type { App, CodeChallenge, User } from '../state/model.ts';
import { html } from './html.ts';
import { problem, sendPage } from './page.ts';
import { permissionList } from './permission-list.ts';
import { sendSignIn } from './sign-in.ts';
import type { Texts } from './texts.ts';
import { fieldsOf, visitOf } from './visit.ts';

const tenMinutes = 600_000;

export interface AuthorizeRequest {
  app: App;
  redirectUri: string;
  state: string | null;
  challenge: CodeChallenge | null;
}

/** The two authorize addresses (TV-2.5): sign-in if need be, then Allow or Deny. */
export function registerAuthorize(app: FastifyInstance, emulation: Emulation): void {
  for (const url of ['/oauth2/authorize', '/api/v1/oauth2/authorize']) {
    app.get(url, (request, reply) => showConsent(emulation, request, reply));
    app.post(url, (request, reply) => decide(emulation, request, reply));
  }
}

function showConsent(emulation: Emulation, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const visit = visitOf(emulation, request, reply);
  const { texts } = visit;
  const asked = readRequest(emulation, fieldsOf(request.query));
  if ('complaint' in asked) return sendComplaint(emulation, request, reply, asked.complaint);
  if (!visit.user) return sendSignIn(reply, visit, request.url, null);
  const { user } = visit;
  const refused = asked.app.level === 'company' && !mayGrantCompany(asked.app, user);
  return sendPage(reply, visit, {
    title: texts.consentTitle,
    body: html`<form class="card" method="post" action="${request.url}">
<p><strong>${asked.app.name}</strong> ${texts.consentAsks}</p>
${permissionList(asked.app.permissions, visit.language, (name) => (asked.app.level === 'user' && lacks(user, name) ? texts.consentLacking : null))}
${asked.app.level === 'company' ? html`<p>${texts.consentCompany}</p>` : null}
${refused ? problem(texts.consentNotAdministrator) : null}
<p class="soft">${texts.signedInAs} ${user.name} (${user.email})</p>
<div class="row">
${refused ? null : html`<button name="decision" value="allow">${texts.allow}</button>`}
<button class="second" name="decision" value="deny">${texts.deny}</button>
<button class="plain" formaction="/sign-out" name="next" value="${request.url}">${texts.switchAccount}</button>
</div>
</form>`,
  });
}

function decide(emulation: Emulation, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const visit = visitOf(emulation, request, reply);
  const asked = readRequest(emulation, fieldsOf(request.query));
  if ('complaint' in asked) return sendComplaint(emulation, request, reply, asked.complaint);
  if (!visit.user) return sendSignIn(reply, visit, request.url, null);
  const decision = fieldsOf(request.body)['decision'];
  if (decision !== 'allow') {
    if (emulation.switches.denial === 'page') {
      return sendPage(reply, visit, {
        title: visit.texts.denied,
        body: html`<p><a href="/">${visit.texts.home}</a></p>`,
      });
    }
    return reply.redirect(answerAddress(asked, { error: 'access_denied' }), 302);
  }
  if (asked.app.level === 'company' && !mayGrantCompany(asked.app, visit.user)) {
    return sendComplaint(emulation, request, reply, visit.texts.consentNotAdministrator);
  }
  return reply.redirect(grant(emulation, asked, visit.user).location, 302);
}

/** Issues a code for an allowed request; it lives ten minutes and works once (TV-2.6). */
export function grant(
  emulation: Emulation,
  asked: AuthorizeRequest,
  user: User,
): { code: string; location: string } {
  const { world, random, clock } = emulation;
  const code = unused(
    () => alphanumeric(random, 8),
    (drawn) => world.codes.has(drawn),
  );
  world.codes.set(code, {
    code,
    clientId: asked.app.clientId,
    userId: user.id,
    redirectUri: asked.redirectUri,
    challenge: asked.challenge,
    expiresAt: clock.ms() + tenMinutes,
    used: false,
  });
  return { code, location: answerAddress(asked, { code }) };
}

function answerAddress(asked: AuthorizeRequest, answer: Record<string, string>): string {
  const address = new URL(asked.redirectUri);
  for (const [name, value] of Object.entries(answer)) address.searchParams.set(name, value);
  if (asked.state !== null) address.searchParams.set('state', asked.state);
  return address.href;
}

type Complaint = keyof Texts;

/** Reads an authorize request; a complaint is shown on a page and never sent to the redirect address (TV-2.8). */
export function readRequest(
  emulation: Emulation,
  fields: Record<string, string>,
): AuthorizeRequest | { complaint: Complaint } {
  const { switches, world } = emulation;
  const app = world.apps.get(fields['client_id'] ?? '');
  if (!app) return { complaint: 'unknownClient' };
  const redirectUri = fields['redirect_uri'] ?? '';
  const fits =
    redirectUri === app.redirectUri ||
    (switches.redirectUriMatch === 'prefix' && redirectUri.startsWith(app.redirectUri));
  if (!fits || !URL.canParse(redirectUri)) return { complaint: 'wrongRedirect' };
  if (fields['response_type'] !== 'code') return { complaint: 'wrongResponseType' };
  if (switches.displayPopup === 'required' && fields['display'] !== 'popup') {
    return { complaint: 'wrongDisplay' };
  }
  const challenge = challengeOf(fields, switches.pkce);
  if (challenge === 'wrong') return { complaint: 'wrongChallenge' };
  return { app, redirectUri, state: fields['state'] ?? null, challenge };
}

function challengeOf(
  fields: Record<string, string>,
  pkce: 'supported' | 'ignored' | 'required',
): CodeChallenge | null | 'wrong' {
  const value = fields['code_challenge'];
  if (pkce === 'ignored') return null;
  if (value === undefined) return pkce === 'required' ? 'wrong' : null;
  const method = fields['code_challenge_method'] ?? 'plain';
  if (method !== 'S256' && method !== 'plain') return 'wrong';
  return { value, method };
}

function mayGrantCompany(app: App, user: User): boolean {
  return user.administrator && user.companyId === app.companyId;
}

/** Rights of a person that a permission rests on, as far as they are known (TV-2.3). */
function lacks(user: User, permission: string): boolean {
  if (user.administrator) return false;
  if (permission === 'EventLogging.Read') return true;
  if (permission === 'Connections.Read') {
    return !user.rights.some((right) => right === 'ViewAllConnections' || right === 'ViewOwnConnections');
  }
  if (permission === 'Monitoring.GetData' || permission === 'WebMonitoring.GetData') {
    return !user.rights.some((right) => right === 'GetData' || right === 'ManageData');
  }
  return false;
}

function sendComplaint(
  emulation: Emulation,
  request: FastifyRequest,
  reply: FastifyReply,
  complaint: string,
): FastifyReply {
  const visit = visitOf(emulation, request, reply);
  const texts: Record<string, string> = visit.texts;
  return sendPage(reply, visit, {
    title: visit.texts.oauthErrorTitle,
    status: 400,
    body: html`${problem(texts[complaint] ?? complaint)}<p><a href="/">${visit.texts.home}</a></p>`,
  });
}
