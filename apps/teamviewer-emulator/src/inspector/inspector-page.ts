import type { FastifyReply } from 'fastify';
import { type Html, html } from '../portal/html.ts';
import { sendPage } from '../portal/page.ts';
import type { Visit } from '../portal/visit.ts';
import { formatDate } from '../state/dates.ts';
import { type InspectorTexts, inspectorTexts } from './texts.ts';

export type Tab = 'overview' | 'devices' | 'access' | 'switches' | 'faults' | 'calls';

const tabs: readonly (readonly [Tab, string, keyof InspectorTexts])[] = [
  ['overview', '/inspector', 'tabOverview'],
  ['devices', '/inspector/devices', 'tabDevices'],
  ['access', '/inspector/access', 'tabAccess'],
  ['switches', '/inspector/switches', 'tabSwitches'],
  ['faults', '/inspector/faults', 'tabFaults'],
  ['calls', '/inspector/calls', 'tabCalls'],
];

/** A page of the inspector: its tabs, what stands still, and below it what refreshes itself. */
export function sendInspector(
  reply: FastifyReply,
  visit: Visit,
  tab: Tab,
  parts: { still?: Html | null; live?: Html | null; status?: number },
): FastifyReply {
  const texts = inspectorTexts(visit.language);
  const bar = tabs.map(
    ([name, address, text]) =>
      html`<a href="${address}"${name === tab ? html` aria-current="page"` : null}>${texts[text]}</a>`,
  );
  return sendPage(reply, visit, {
    title: texts.title,
    wide: true,
    status: parts.status ?? 200,
    script: '/emulator/assets/live.js',
    body: html`<nav class="tabs" aria-label="${texts.title}">${bar}</nav>
${parts.still ?? null}
${parts.live ? html`<section data-live><p class="soft"><small>${texts.live}</small></p>${parts.live}</section>` : null}`,
  });
}

/** An instant for people: `2026-01-15 08:05:00`, UTC. */
export function moment(at: number): Html {
  return html`<span class="moment">${formatDate(at).replace('T', ' ').replace('Z', '')}</span>`;
}

/** A table that scrolls by itself on narrow screens; a sentence when there is nothing to show. */
export function table(
  texts: InspectorTexts,
  heads: readonly string[],
  rows: readonly (readonly (Html | string | number | null)[])[],
): Html {
  if (rows.length === 0) return html`<p class="soft">${texts.none}</p>`;
  return html`<div class="scroll" tabindex="0"><table><thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${row.map((cell) => html`<td>${cell}</td>`)}</tr>`)}</tbody></table></div>`;
}

/** One button that posts hidden fields: the inspector's smallest act. */
export function act(address: string, fields: Record<string, string>, label: string): Html {
  return html`<form method="post" action="${address}">${Object.entries(fields).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  )}<button class="small">${label}</button></form>`;
}

export function choices(values: readonly (readonly [string, string])[], current: string): Html {
  return html`${values.map(
    ([value, label]) =>
      html`<option value="${value}"${value === current ? html` selected` : null}>${label}</option>`,
  )}`;
}
