import type { FastifyInstance } from 'fastify';
import { type Html, html } from '../portal/html.ts';
import { permissionFields } from '../portal/permission-list.ts';
import { fieldsOf, listField, visitOf } from '../portal/visit.ts';
import type { Emulation } from '../state/emulation.ts';
import type { Company, LicenceType } from '../state/model.ts';
import { act, choices, moment, sendInspector, table } from './inspector-page.ts';
import { play } from './play.ts';
import { type InspectorTexts, inspectorTexts } from './texts.ts';

const address = '/inspector/access';
const licences: readonly LicenceType[] = ['Free', 'Business', 'Premium', 'Corporate', 'Tensor'];

/** What a company administrator at TeamViewer could do: licence, users, permissions of apps, tokens. */
export function registerAccess(app: FastifyInstance, emulation: Emulation): void {
  app.get(address, (request, reply) => {
    const visit = visitOf(emulation, request, reply);
    const texts = inspectorTexts(visit.language);
    return sendInspector(reply, visit, 'access', {
      still: html`<h2>${texts.companies}</h2><div class="cards">${[...emulation.world.companies.values()].map((company) => companyForm(company, texts))}</div>`,
      live: html`<h2>${texts.users}</h2>${userTable(emulation, texts)}<h2>${texts.apps}</h2>${appTable(emulation, texts)}
<h2>${texts.accessTokens}</h2>${tokenTable(emulation, texts)}`,
    });
  });

  app.get(`${address}/:clientId`, (request, reply) => {
    const visit = visitOf(emulation, request, reply);
    const texts = inspectorTexts(visit.language);
    const one = emulation.world.apps.get(fieldsOf(request.params)['clientId'] ?? '');
    if (!one) return reply.redirect(address, 303);
    return sendInspector(reply, visit, 'access', {
      still: html`<h2>${one.name}</h2><form class="card" method="post"><p class="soft">${texts.permissionsHint}</p>
${permissionFields(one.permissions, visit.language)}<button>${texts.save}</button></form>`,
    });
  });

  app.post(`${address}/:clientId`, (request, reply) => {
    const clientId = fieldsOf(request.params)['clientId'] ?? '';
    const permissions = listField(request.body, 'permission');
    play(emulation, { action: 'change-permissions', clientId, permissions, grantedToo: true });
    return reply.redirect(address, 303);
  });

  app.post(`${address}/company`, (request, reply) => {
    const fields = fieldsOf(request.body);
    const company = emulation.world.companies.get(Number(fields['id']));
    const type = licences.find((name) => name === fields['type']);
    if (company && type) {
      company.licence.type = type;
      const cap = Number.parseInt(fields['cap'] ?? '', 10);
      company.licence.simultaneousSessions = cap > 0 ? cap : null;
      company.licence.eventLogging = fields['eventLogging'] === 'on';
    }
    return reply.redirect(address, 303);
  });

  app.post(`${address}/user`, (request, reply) => {
    const user = emulation.world.users.get(fieldsOf(request.body)['id'] ?? '');
    if (user) user.active = !user.active;
    return reply.redirect(address, 303);
  });
}

function companyForm(company: Company, texts: InspectorTexts): Html {
  const { licence } = company;
  return html`<form class="card" method="post" action="${address}/company"><h3>${company.name}</h3><input type="hidden" name="id" value="${company.id}">
<label>${texts.licence}<select name="type">${choices(
    licences.map((name) => [name, name] as const),
    licence.type,
  )}</select></label>
<label>${texts.sessionCap}<input name="cap" type="number" min="1" value="${licence.simultaneousSessions ?? ''}"></label>
<label><input type="checkbox" name="eventLogging"${licence.eventLogging ? html` checked` : null}>${texts.eventLogging}</label>
<button>${texts.save}</button></form>`;
}

function userTable(emulation: Emulation, texts: InspectorTexts): Html {
  return table(
    texts,
    ['ID', texts.name, texts.email, texts.administrator, texts.active, texts.play],
    [...emulation.world.users.values()]
      .slice(0, 200)
      .map((user) => [
        html`<code>${user.id}</code>`,
        user.name,
        user.email,
        user.administrator ? texts.yes : texts.no,
        user.active ? texts.yes : texts.no,
        act(`${address}/user`, { id: user.id }, user.active ? texts.deactivate : texts.activate),
      ]),
  );
}

function appTable(emulation: Emulation, texts: InspectorTexts): Html {
  return table(
    texts,
    [texts.name, 'Client ID', texts.owner, texts.level, texts.permissions, texts.play],
    [...emulation.world.apps.values()].map((one) => [
      one.name,
      html`<code>${one.clientId}</code>`,
      emulation.world.users.get(one.ownerId)?.name ?? one.ownerId,
      one.level,
      String(one.permissions.length),
      html`<a href="${address}/${one.clientId}">${texts.changePermissions}</a>
${act('/inspector/play', { action: 'expire-access-tokens', clientId: one.clientId, back: address }, texts.expireNow)}
${act('/inspector/play', { action: 'revoke-tokens', clientId: one.clientId, back: address }, texts.revokeAll)}`,
    ]),
  );
}

function tokenTable(emulation: Emulation, texts: InspectorTexts): Html {
  const now = emulation.clock.ms();
  return table(
    texts,
    [texts.token, texts.name, texts.user, texts.expires, texts.state, texts.play],
    [...emulation.world.accessTokens.values()]
      .slice(-50)
      .toReversed()
      .map((token) => {
        const valid = !token.revoked && (token.expiresAt === null || token.expiresAt > now);
        return [
          html`<code>${token.token.slice(0, 10)}…</code>`,
          token.name,
          emulation.world.users.get(token.userId)?.name ?? token.userId,
          token.expiresAt === null ? texts.never : moment(token.expiresAt),
          html`<span class="${valid ? 'dot on' : 'dot'}"></span>${valid ? texts.valid : texts.invalid}`,
          valid
            ? act(
                '/inspector/play',
                { action: 'revoke-tokens', token: token.token, back: address },
                texts.revoke,
              )
            : null,
        ];
      }),
  );
}
