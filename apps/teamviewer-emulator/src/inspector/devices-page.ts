import type { FastifyInstance } from 'fastify';
import { type Html, html } from '../portal/html.ts';
import { fieldsOf, visitOf } from '../portal/visit.ts';
import type { Emulation } from '../state/emulation.ts';
import { fleetSchema } from '../state/fleet-schema.ts';
import { generateFleet } from '../state/generate-fleet.ts';
import { act, choices, sendInspector, table } from './inspector-page.ts';
import { type InspectorTexts, inspectorTexts } from './texts.ts';

const shown = 50;

/** Devices: a fleet from a form, and a search whose finds can be turned on, off and connected to. */
export function registerDevices(app: FastifyInstance, emulation: Emulation): void {
  app.get('/inspector/devices', (request, reply) => {
    const visit = visitOf(emulation, request, reply);
    const texts = inspectorTexts(visit.language);
    const wanted = fieldsOf(request.query)['find'] ?? '';
    return sendInspector(reply, visit, 'devices', {
      still: html`${fleetForm(emulation, texts)}
<form class="card" method="get"><label>${texts.search}<input name="find" value="${wanted}"></label><button>${texts.find}</button></form>`,
      live: deviceTable(emulation, texts, wanted),
    });
  });

  app.post('/inspector/fleet', (request, reply) => {
    const { kind, company, ...numbers } = fieldsOf(request.body);
    const wish = Object.fromEntries(Object.entries(numbers).map(([name, text]) => [name, Number(text)]));
    generateFleet(emulation, fleetSchema.parse({ ...wish, kind, company }));
    return reply.redirect('/inspector/devices', 303);
  });
}

function fleetForm(emulation: Emulation, texts: InspectorTexts): Html {
  const number = (name: string, label: string, value: number, most: number, step = 1) =>
    html`<label>${label}<input name="${name}" type="number" min="0" max="${most}" step="${step}" value="${value}" required></label>`;
  const companies = [...emulation.world.companies.values()].map(({ name }) => [name, name] as const);
  return html`<form class="card" method="post" action="/inspector/fleet"><h2>${texts.fleetTitle}</h2><p class="soft">${texts.fleetText}</p>
<div class="fields">
<label>${texts.company}<select name="company">${choices(companies, '')}</select></label>
<label>${texts.fleetKind}<select name="kind">${choices(
    [
      ['both', texts.both],
      ['legacy', texts.legacy],
      ['managed', texts.managed],
    ],
    'both',
  )}</select></label>
${number('groups', texts.groupCount, 5, 1000)}${number('devicesPerGroup', texts.perGroup, 20, 100_000)}
${number('duplicates', texts.duplicates, 0.02, 1, 0.01)}${number('twins', texts.twins, 0.03, 1, 0.01)}
${number('missingDates', texts.missingDates, 0.05, 1, 0.01)}${number('reports', texts.reportCount, 0, 5_000_000)}
${number('events', texts.eventCount, 0, 100_000)}${number('alarms', texts.alarmCount, 0, 10_000)}
${number('seed', texts.seed, 1, 1_000_000)}
</div><button>${texts.generate}</button></form>`;
}

interface Found {
  teamviewerId: number;
  name: string;
  group: string;
  online: boolean;
}

function deviceTable(emulation: Emulation, texts: InspectorTexts, wanted: string): Html {
  const found = search(emulation, wanted.trim().toLowerCase());
  return table(
    texts,
    [texts.teamviewerId, texts.name, texts.group, texts.online, texts.play],
    found.map((device) => [
      html`<code>${device.teamviewerId}</code>`,
      device.name,
      device.group,
      html`<span class="${device.online ? 'dot on' : 'dot'}"></span>${device.online ? texts.online : texts.offline}`,
      html`<a href="/start/${device.teamviewerId}">${texts.connect}</a> ${act(
        '/inspector/play',
        {
          action: 'device-online',
          teamviewerId: String(device.teamviewerId),
          online: String(!device.online),
          back: '/inspector/devices',
        },
        device.online ? texts.turnOffline : texts.turnOnline,
      )}`,
    ]),
  );
}

function search(emulation: Emulation, wanted: string): Found[] {
  const { devices, managedDevices, groups, managedGroups } = emulation.world;
  const found = new Map<number, Found>();
  const fits = (name: string, id: number) =>
    name.toLowerCase().includes(wanted) || String(id).startsWith(wanted);
  for (const device of devices.values()) {
    if (found.size >= shown) break;
    const { alias: name, teamviewerId } = device;
    if (!fits(name, teamviewerId)) continue;
    const group = groups.get(device.groupId)?.name ?? '';
    found.set(teamviewerId, { teamviewerId, name, group, online: device.online === 'Online' });
  }
  for (const device of managedDevices.values()) {
    if (found.size >= shown) break;
    const { name, teamviewerId, online } = device;
    if (found.has(teamviewerId) || !fits(name, teamviewerId)) continue;
    const names = device.groupIds.map((id) => managedGroups.get(id)?.name ?? '');
    found.set(teamviewerId, { teamviewerId, name, group: names.join(', '), online });
  }
  return [...found.values()];
}
