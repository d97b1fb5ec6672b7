import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Emulation } from '../state/emulation.ts';
import { alphanumeric, dashedToken, unused } from '../state/ids.ts';
import type { App, Level } from '../state/model.ts';
import { permissionNames } from '../state/permissions.ts';
import { companyOf } from '../state/world.ts';
import { type Html, html } from './html.ts';
import { facts, notice, problem, sendPage } from './page.ts';
import { permissionFields, permissionList } from './permission-list.ts';
import { fieldsOf, listField, type Visit, visitOf } from './visit.ts';

interface Draft {
  name: string;
  description: string;
  redirectUri: string;
  level: Level;
  permissions: string[];
}

/** Profile, the list of apps, making, showing, changing and deleting one. All of it asks for a sign-in. */
export function registerApps(app: FastifyInstance, emulation: Emulation): void {
  const page = (work: (visit: SignedVisit, request: FastifyRequest, reply: FastifyReply) => FastifyReply) => {
    return (request: FastifyRequest, reply: FastifyReply) => {
      const visit = visitOf(emulation, request, reply);
      if (!visit.user) {
        return reply.redirect(`/sign-in?${new URLSearchParams({ next: request.url }).toString()}`, 303);
      }
      return work({ ...visit, user: visit.user }, request, reply);
    };
  };

  app.get(
    '/profile',
    page((visit, _request, reply) => sendProfile(emulation, visit, reply)),
  );
  app.get(
    '/profile/apps',
    page((visit, _request, reply) => sendAppList(emulation, visit, reply)),
  );
  app.get(
    '/profile/apps/new',
    page((visit, _request, reply) => sendForm(visit, reply, emptyDraft, null, null)),
  );
  app.post(
    '/profile/apps/new',
    page((visit, request, reply) => {
      const draft = readDraft(request.body);
      const complaint = complaintAbout(draft, visit);
      if (complaint) return sendForm(visit, reply, draft, complaint, null);
      const clientId = unused(
        () => dashedToken(emulation.random),
        (drawn) => emulation.world.apps.has(drawn),
      );
      emulation.world.apps.set(clientId, {
        clientId,
        clientSecret: alphanumeric(emulation.random, 20),
        companyId: visit.user.companyId,
        ownerId: visit.user.id,
        ...draft,
      });
      return reply.redirect(`/profile/apps/${clientId}?created=1`, 303);
    }),
  );
  app.get(
    '/profile/apps/:clientId',
    page((visit, request, reply) => {
      const one = ownApp(emulation, visit, request);
      if (!one) return sendMissing(visit, reply);
      return sendApp(visit, reply, one, fieldsOf(request.query)['created'] !== undefined);
    }),
  );
  app.get(
    '/profile/apps/:clientId/edit',
    page((visit, request, reply) => {
      const one = ownApp(emulation, visit, request);
      return one ? sendForm(visit, reply, one, null, one) : sendMissing(visit, reply);
    }),
  );
  app.post(
    '/profile/apps/:clientId/edit',
    page((visit, request, reply) => {
      const one = ownApp(emulation, visit, request);
      if (!one) return sendMissing(visit, reply);
      const draft = readDraft(request.body);
      const complaint = complaintAbout(draft, visit);
      if (complaint) return sendForm(visit, reply, draft, complaint, one);
      Object.assign(one, draft);
      return reply.redirect(`/profile/apps/${one.clientId}`, 303);
    }),
  );
  app.post(
    '/profile/apps/:clientId/delete',
    page((visit, request, reply) => {
      const one = ownApp(emulation, visit, request);
      if (!one) return sendMissing(visit, reply);
      emulation.world.apps.delete(one.clientId);
      return reply.redirect('/profile/apps', 303);
    }),
  );
}

type SignedVisit = Visit & { readonly user: NonNullable<Visit['user']> };

const emptyDraft: Draft = { name: '', description: '', redirectUri: '', level: 'user', permissions: [] };

function readDraft(body: unknown): Draft {
  const fields = fieldsOf(body);
  return {
    name: (fields['name'] ?? '').trim(),
    description: (fields['description'] ?? '').trim(),
    redirectUri: (fields['redirect_uri'] ?? '').trim(),
    level: fields['level'] === 'company' ? 'company' : 'user',
    permissions: listField(body, 'permission').filter((name) => permissionNames.has(name)),
  };
}

function complaintAbout(draft: Draft, { texts }: Visit): string | null {
  if (draft.name === '') return texts.nameMissing;
  if (!/^https?:\/\/[^\s]+$/.test(draft.redirectUri) || !URL.canParse(draft.redirectUri)) {
    return texts.invalidRedirect;
  }
  return draft.permissions.length === 0 ? texts.permissionMissing : null;
}

function ownApp(emulation: Emulation, visit: SignedVisit, request: FastifyRequest): App | null {
  const one = emulation.world.apps.get(fieldsOf(request.params)['clientId'] ?? '');
  return one?.ownerId === visit.user.id ? one : null;
}

function sendProfile(emulation: Emulation, visit: SignedVisit, reply: FastifyReply): FastifyReply {
  const { texts, user } = visit;
  const company = companyOf(emulation.world, user.companyId);
  return sendPage(reply, visit, {
    title: texts.editProfile,
    body: html`${tabs(visit, 'profile')}<div class="card">${facts([
      [texts.name, user.name],
      [texts.email, user.email],
      [texts.company, company.name],
      [texts.licence, company.licence.type],
      [texts.role, user.administrator ? texts.administrator : texts.member],
    ])}</div>`,
  });
}

export function tabs({ texts }: Visit, current: 'profile' | 'apps'): Html {
  const tab = (name: 'profile' | 'apps', address: string, text: string) =>
    html`<a href="${address}"${current === name ? html` aria-current="page"` : null}>${text}</a>`;
  return html`<nav class="tabs" aria-label="${texts.portal}">${tab('profile', '/profile', texts.profile)}${tab('apps', '/profile/apps', texts.apps)}</nav>`;
}

function sendAppList(emulation: Emulation, visit: SignedVisit, reply: FastifyReply): FastifyReply {
  const { texts, user } = visit;
  const apps = [...emulation.world.apps.values()].filter((one) => one.ownerId === user.id);
  const scripts = [...emulation.world.accessTokens.values()].filter(
    (token) => token.kind === 'script' && token.userId === user.id && !token.revoked,
  );
  return sendPage(reply, visit, {
    title: texts.apps,
    body: html`${tabs(visit, 'apps')}
<div class="card">
${apps.length === 0 ? html`<p class="soft">${texts.noApps}</p>` : html`<ul>${apps.map((one) => html`<li><a href="/profile/apps/${one.clientId}">${one.name}</a> <small>${one.clientId}</small></li>`)}</ul>`}
<div class="row"><a class="button" href="/profile/apps/new">${texts.createApp}</a></div>
</div>
<h2>${texts.scriptTokens}</h2>
<div class="card">
${scripts.length === 0 ? html`<p class="soft">${texts.noScriptTokens}</p>` : html`<ul>${scripts.map((token) => html`<li>${token.name} <small>${token.token.slice(0, 10)}…</small> <form method="post" action="/profile/script-tokens/delete"><input type="hidden" name="token" value="${token.token}"><button class="plain">${texts.remove}</button></form></li>`)}</ul>`}
<div class="row"><a class="button second" href="/profile/script-tokens/new">${texts.createScriptToken}</a></div>
</div>`,
  });
}

function sendForm(
  visit: SignedVisit,
  reply: FastifyReply,
  draft: Draft,
  complaint: string | null,
  existing: App | null,
): FastifyReply {
  const { texts } = visit;
  return sendPage(reply, visit, {
    title: existing ? existing.name : texts.createApp,
    status: complaint ? 400 : 200,
    script: '/emulator/assets/permissions.js',
    body: html`${tabs(visit, 'apps')}<form class="card" method="post" novalidate>
${problem(complaint)}
<label>${texts.name}<input name="name" required maxlength="100" value="${draft.name}"></label>
<label>${texts.description}<textarea name="description" rows="2" maxlength="500">${draft.description}</textarea></label>
<label>${texts.redirectUrl}<small>${texts.redirectUrlHint}</small><input name="redirect_uri" type="url" required value="${draft.redirectUri}"></label>
<fieldset><legend>${texts.level}</legend>
<label><input type="radio" name="level" value="user"${draft.level === 'user' ? html` checked` : null}>${texts.levelUser}</label>
<label><input type="radio" name="level" value="company"${draft.level === 'company' ? html` checked` : null}>${texts.levelCompany}</label>
</fieldset>
<h2>${texts.permissions}</h2>
<p><button class="second" type="button" data-tick-article hidden>${texts.all}</button></p>
${permissionFields(draft.permissions, visit.language)}
<div class="row"><button>${existing ? texts.save : texts.create}</button><a class="button second" href="/profile/apps">${texts.cancel}</a></div>
</form>`,
  });
}

function sendApp(visit: SignedVisit, reply: FastifyReply, one: App, fresh: boolean): FastifyReply {
  const { texts } = visit;
  return sendPage(reply, visit, {
    title: one.name,
    body: html`${tabs(visit, 'apps')}${fresh ? notice(texts.appCreated) : null}
<div class="card">${facts([
      [texts.redirectUrl, html`<code id="redirect-url">${one.redirectUri}</code>`],
      [texts.clientId, html`<code id="client-id">${one.clientId}</code>`],
      [texts.clientSecret, html`<code id="client-secret">${one.clientSecret}</code>`],
      [texts.level, one.level === 'company' ? texts.levelCompany : texts.levelUser],
      [texts.description, one.description],
    ])}</div>
<h2>${texts.permissions}</h2>
<div class="card">${permissionList(one.permissions, visit.language, () => null)}</div>
<form method="post" action="/profile/apps/${one.clientId}/delete"><div class="row">
<a class="button" href="/profile/apps/${one.clientId}/edit">${texts.edit}</a>
<a class="button second" href="/profile/apps">${texts.back}</a>
<button class="second">${texts.remove}</button>
</div></form>`,
  });
}

export function sendMissing(visit: Visit, reply: FastifyReply): FastifyReply {
  return sendPage(reply, visit, {
    title: visit.texts.notFound,
    status: 404,
    body: html`<p><a href="/">${visit.texts.home}</a></p>`,
  });
}
