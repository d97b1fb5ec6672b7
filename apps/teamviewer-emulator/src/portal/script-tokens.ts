import type { FastifyInstance } from 'fastify';
import { revokeToken } from '../operations/oauth-token.ts';
import type { Emulation } from '../state/emulation.ts';
import { dashedToken, unused } from '../state/ids.ts';
import { permissionNames } from '../state/permissions.ts';
import { tabs } from './apps.ts';
import { html } from './html.ts';
import { notice, problem, sendPage } from './page.ts';
import { permissionFields } from './permission-list.ts';
import { fieldsOf, listField, visitOf } from './visit.ts';

/** Script tokens made by hand: shown once, without an end, revocable (TV-2.4). */
export function registerScriptTokens(app: FastifyInstance, emulation: Emulation): void {
  app.get('/profile/script-tokens/new', (request, reply) => {
    const visit = visitOf(emulation, request, reply);
    if (!visit.user) return reply.redirect('/sign-in?next=/profile/script-tokens/new', 303);
    return sendPage(reply, visit, {
      title: visit.texts.createScriptToken,
      script: '/emulator/assets/permissions.js',
      body: html`${tabs(visit, 'apps')}${form(visit, null)}`,
    });
  });

  app.post('/profile/script-tokens/new', (request, reply) => {
    const visit = visitOf(emulation, request, reply);
    const { user, texts } = visit;
    if (!user) return reply.redirect('/sign-in?next=/profile/script-tokens/new', 303);
    const fields = fieldsOf(request.body);
    const name = (fields['name'] ?? '').trim();
    const permissions = listField(request.body, 'permission').filter((one) => permissionNames.has(one));
    const level = fields['level'] === 'company' && user.administrator ? 'company' : 'user';
    const complaint =
      name === '' ? texts.nameMissing : permissions.length === 0 ? texts.permissionMissing : null;
    if (complaint) {
      return sendPage(reply, visit, {
        title: texts.createScriptToken,
        status: 400,
        script: '/emulator/assets/permissions.js',
        body: html`${tabs(visit, 'apps')}${form(visit, complaint)}`,
      });
    }
    const token = unused(
      () => dashedToken(emulation.random),
      (drawn) => emulation.world.accessTokens.has(drawn),
    );
    emulation.world.accessTokens.set(token, {
      token,
      kind: 'script',
      name,
      clientId: null,
      userId: user.id,
      level,
      permissions,
      createdAt: emulation.clock.ms(),
      expiresAt: null,
      revoked: false,
    });
    return sendPage(reply, visit, {
      title: name,
      body: html`${tabs(visit, 'apps')}${notice(texts.tokenShownOnce)}
<div class="card"><p>${texts.token}: <code id="script-token">${token}</code></p></div>
<p><a class="button second" href="/profile/apps">${texts.back}</a></p>`,
    });
  });

  app.post('/profile/script-tokens/delete', (request, reply) => {
    const { user } = visitOf(emulation, request, reply);
    const token = emulation.world.accessTokens.get(fieldsOf(request.body)['token'] ?? '');
    if (user && token?.userId === user.id) revokeToken(emulation, token);
    return reply.redirect('/profile/apps', 303);
  });
}

function form(visit: ReturnType<typeof visitOf>, complaint: string | null) {
  const { texts, user } = visit;
  return html`<form class="card" method="post" novalidate>
${problem(complaint)}
<label>${texts.name}<input name="name" required maxlength="100"></label>
<fieldset><legend>${texts.level}</legend>
<label><input type="radio" name="level" value="user" checked>${texts.levelUser}</label>
${user?.administrator ? html`<label><input type="radio" name="level" value="company">${texts.levelCompany}</label>` : null}
</fieldset>
<h2>${texts.permissions}</h2>
<p><button class="second" type="button" data-tick-article hidden>${texts.all}</button></p>
${permissionFields([], visit.language)}
<div class="row"><button>${texts.create}</button><a class="button second" href="/profile/apps">${texts.cancel}</a></div>
</form>`;
}
