import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { unattendedConnection } from '../state/connections.ts';
import type { Emulation } from '../state/emulation.ts';
import type { User } from '../state/model.ts';
import { html } from './html.ts';
import { facts, notice, problem, sendPage } from './page.ts';
import { fieldsOf, visitOf } from './visit.ts';

/** start.teamviewer.com, mounted below /start: open the installed program, or download it (TV-11.1). */
export function registerStart(app: FastifyInstance, emulation: Emulation): void {
  for (const url of ['/start/:teamviewerId', '/start/device/:teamviewerId/*']) {
    app.get(url, (request, reply) => show(emulation, request, reply));
    app.post(url, (request, reply) => play(emulation, request, reply));
  }
}

/** What the emulator knows of a TeamViewer ID, and who could connect to it. */
function lookUp(
  emulation: Emulation,
  request: FastifyRequest,
): { id: string; teamviewerId: number | null; name: string | null; users: User[] } {
  const id = fieldsOf(request.params)['teamviewerId'] ?? '';
  const teamviewerId = /^\d{8,12}$/.test(id) ? Number(id) : null;
  const device = emulation.world.devices.values().find((one) => one.teamviewerId === teamviewerId);
  const managed = emulation.world.managedDevices.values().find((one) => one.teamviewerId === teamviewerId);
  const companyId = device?.companyId ?? managed?.companyId;
  const users = [...emulation.world.users.values()].filter(
    (user) => companyId === undefined || user.companyId === companyId,
  );
  return { id, teamviewerId, name: device?.alias ?? managed?.name ?? null, users };
}

function show(emulation: Emulation, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const visit = visitOf(emulation, request, reply);
  const { texts } = visit;
  const { id, teamviewerId, name, users } = lookUp(emulation, request);
  if (teamviewerId === null) {
    return sendPage(reply, visit, {
      title: texts.startTitle,
      status: 404,
      body: html`${problem(texts.idMalformed)}`,
    });
  }
  return sendPage(reply, visit, {
    title: texts.startTitle,
    body: html`<div class="card">${facts([
      [texts.startText, id],
      [texts.device, name ?? texts.idUnknown],
    ])}</div>
<div class="cards">
<form class="card" method="post"><h2>${texts.openInstalled}</h2><p class="soft">${texts.openInstalledText}</p>
<label>${texts.supporter}<select name="userid">${users.map((user) => html`<option value="${user.id}"${user.id === visit.user?.id ? html` selected` : null}>${user.name}</option>`)}</select></label>
<label>${texts.minutes}<input name="minutes" type="number" min="0" max="1440" step="any" value="5"></label>
<label>${texts.notes}<textarea name="notes" rows="2" maxlength="2000"></textarea></label>
<button>${texts.connect}</button></form>
<div class="card"><h2>${texts.download}</h2><p class="soft">${texts.downloadText}</p></div>
</div>`,
  });
}

function play(emulation: Emulation, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const visit = visitOf(emulation, request, reply);
  const { texts } = visit;
  const { teamviewerId, users } = lookUp(emulation, request);
  const fields = fieldsOf(request.body);
  const supporter = users.find((user) => user.id === fields['userid']) ?? users[0];
  if (teamviewerId === null || !supporter) {
    return sendPage(reply, visit, {
      title: texts.startTitle,
      status: 404,
      body: html`${problem(texts.idMalformed)}`,
    });
  }
  const minutes = Number.parseFloat(fields['minutes'] ?? '');
  unattendedConnection(emulation, supporter, {
    teamviewerId,
    start: emulation.clock.ms(),
    minutes: minutes > 0 ? minutes : 1,
    notes: fields['notes'],
  });
  return sendPage(reply, visit, {
    title: texts.startTitle,
    body: html`${notice(texts.ended)}<p><a href="${request.url}">${texts.back}</a></p>`,
  });
}
