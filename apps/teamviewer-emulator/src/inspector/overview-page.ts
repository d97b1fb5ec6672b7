import type { FastifyInstance } from 'fastify';
import { type Html, html } from '../portal/html.ts';
import { joinPath } from '../portal/join.ts';
import { fieldsOf, visitOf } from '../portal/visit.ts';
import type { Emulation } from '../state/emulation.ts';
import type { Session } from '../state/model.ts';
import { isUsable } from '../state/session-life.ts';
import { act, moment, sendInspector, table } from './inspector-page.ts';
import { newestReports } from './newest-reports.ts';
import { play } from './play.ts';
import { playSchema } from './play-schema.ts';
import { type InspectorTexts, inspectorTexts } from './texts.ts';

const shown = 50;

/** Overview: the clock, what there is, sessions to play with, the newest reports. */
export function registerOverview(app: FastifyInstance, emulation: Emulation): void {
  app.get('/inspector', (request, reply) => {
    const visit = visitOf(emulation, request, reply);
    const texts = inspectorTexts(visit.language);
    return sendInspector(reply, visit, 'overview', {
      still: html`<div class="cards">${clockForm(texts)}${resetForm(texts)}</div>`,
      live: html`<p>${texts.now}: <strong>${moment(emulation.clock.ms())}</strong></p>
<h2>${texts.contents}</h2>${counts(emulation, texts)}
<h2>${texts.sessions}</h2>${sessionTable(emulation, texts)}
<h2>${texts.reports}</h2>${reportTable(emulation, texts)}`,
    });
  });

  app.post('/inspector/clock', (request, reply) => {
    const fields = fieldsOf(request.body);
    if (fields['system']) emulation.clock.reset();
    else if (fields['advance']) emulation.clock.advance(Temporal.Duration.from(fields['advance']));
    else if (fields['set']) emulation.clock.set(Temporal.Instant.from(`${fields['set']}Z`));
    return reply.redirect('/inspector', 303);
  });
  app.post('/inspector/reset', (_request, reply) => {
    emulation.reset();
    return reply.redirect('/inspector', 303);
  });
  app.post('/inspector/play', (request, reply) => {
    const { minutes, back, ...fields } = fieldsOf(request.body);
    const numbers = {
      ...(minutes === undefined ? {} : { minutes: Number(minutes) }),
      ...(fields['teamviewerId'] === undefined ? {} : { teamviewerId: Number(fields['teamviewerId']) }),
      ...(fields['online'] === undefined ? {} : { online: fields['online'] === 'true' }),
    };
    play(emulation, playSchema.parse({ ...fields, ...numbers }));
    return reply.redirect(back?.startsWith('/inspector') ? back : '/inspector', 303);
  });
}

function clockForm(texts: InspectorTexts): Html {
  const step = (duration: string, label: string) =>
    html`<button class="second" name="advance" value="${duration}" formnovalidate>${label}</button>`;
  return html`<form class="card" method="post" action="/inspector/clock"><h2>${texts.clock}</h2>
<label>${texts.setTo}<input type="datetime-local" step="1" name="set"></label>
<div class="row"><button>${texts.set}</button>${step('PT1M', texts.minute)}${step('PT1H', texts.hour)}${step('P1D', texts.day)}</div>
<div class="row"><button class="plain" name="system" value="1">${texts.systemTime}</button></div></form>`;
}

function resetForm(texts: InspectorTexts): Html {
  return html`<form class="card" method="post" action="/inspector/reset"><h2>${texts.resetTitle}</h2><p class="soft">${texts.resetText}</p>
<button class="second">${texts.reset}</button></form>`;
}

function counts(emulation: Emulation, texts: InspectorTexts): Html {
  const { world } = emulation;
  const open = world.sessions.values().filter(({ state }) => state === 'open');
  const rows: [string, number][] = [
    [texts.companies, world.companies.size],
    [texts.users, world.users.size],
    [texts.apps, world.apps.size],
    [texts.accessTokens, world.accessTokens.size],
    [texts.sessions, world.sessions.size],
    [texts.openSessions, open.toArray().length],
    [texts.reports, world.reports.size()],
    [texts.groups, world.groups.size],
    [texts.devices, world.devices.size],
    [texts.contacts, world.contacts.size],
    [texts.managedGroups, world.managedGroups.size],
    [texts.managedDevices, world.managedDevices.size],
  ];
  return html`<ul class="counts">${rows.map(([name, count]) => html`<li><strong>${count.toLocaleString('de-DE')}</strong> ${name}</li>`)}</ul>`;
}

function sessionTable(emulation: Emulation, texts: InspectorTexts): Html {
  const sessions = [...emulation.world.sessions.values()].slice(-shown).toReversed();
  return table(
    texts,
    [
      texts.code,
      texts.state,
      texts.created,
      texts.validUntil,
      texts.customer,
      texts.supporter,
      texts.description,
      texts.play,
    ],
    sessions.map((session) => [
      html`<code>${session.code}</code>`,
      session.state === 'open' && !isUsable(session, emulation.clock.ms())
        ? `${session.state} (${texts.expired})`
        : session.state,
      moment(session.createdAt),
      moment(session.validUntil),
      present(session.customer?.name),
      present(emulation.world.users.get(session.supporter?.userId ?? '')?.name),
      session.description.slice(0, 80),
      sessionActs(session, emulation, texts),
    ]),
  );
}

function present(name: string | undefined): Html {
  return html`<span class="${name === undefined ? 'dot' : 'dot on'}"></span>${name ?? '–'}`;
}

function sessionActs(session: Session, emulation: Emulation, texts: InspectorTexts): Html {
  const { code } = session;
  const go = (action: string, label: string, more: Record<string, string> = {}) =>
    act('/inspector/play', { action, code, ...more }, label);
  if (session.connectedAt !== null) {
    return html`${go('connection-ends', texts.endFive, { minutes: '5' })}${go('connection-ends', texts.endThirty, { minutes: '30' })}`;
  }
  if (!isUsable(session, emulation.clock.ms())) return html`–`;
  return html`<a href="${joinPath(session, false)}">${texts.customerPage}</a> · <a href="${joinPath(session, true)}">${texts.supporterPage}</a><br>
${session.customer ? null : go('customer-joins', texts.customerJoins, { name: session.endCustomer?.name ?? 'Kunde' })}
${session.supporter ? null : go('supporter-joins', texts.supporterJoins)}`;
}

function reportTable(emulation: Emulation, texts: InspectorTexts): Html {
  const reports = newestReports(emulation, shown);
  return html`<p class="soft"><small>${texts.newestOnly}</small></p>${table(
    texts,
    [texts.from, texts.to, texts.supporter, texts.device, texts.code, texts.rating, texts.notes],
    reports.map((report) => [
      moment(report.start),
      moment(report.end),
      report.username,
      `${report.deviceName} (${report.deviceId})`,
      report.session?.code ?? '–',
      report.feedback?.rating ?? '–',
      report.notes.slice(0, 80),
    ]),
  )}`;
}
