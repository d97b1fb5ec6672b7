import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { faultKinds } from '../faults/fault-schema.ts';
import { operations } from '../operations/all.ts';
import { type Html, html } from '../portal/html.ts';
import { problem } from '../portal/page.ts';
import { fieldsOf, visitOf } from '../portal/visit.ts';
import type { Emulation } from '../state/emulation.ts';
import { faultText } from './fault-texts.ts';
import { act, choices, sendInspector, table } from './inspector-page.ts';
import { inspectorTexts } from './texts.ts';

const address = '/inspector/faults';

/** Faults: plan one, see which are planned and how often they struck. */
export function registerFaults(app: FastifyInstance, emulation: Emulation): void {
  const send = (...[request, reply, complaint]: SendParts) => {
    const visit = visitOf(emulation, request, reply);
    const texts = inspectorTexts(visit.language);
    return sendInspector(reply, visit, 'faults', {
      status: complaint === null ? 200 : 400,
      still: html`${problem(complaint)}${form(visit.language)}`,
      live: html`<h2>${texts.planned}</h2>${table(
        texts,
        ['#', texts.endpoint, texts.faultKind, texts.count, texts.probability, texts.strikes, texts.play],
        emulation.faults
          .list()
          .map((fault) => [
            fault.id,
            fault.endpoint,
            `${faultText(fault.effect.kind, visit.language)} ${details(fault.effect)}`,
            fault.count ?? '∞',
            fault.probability,
            fault.strikes,
            act(`${address}/remove`, { id: String(fault.id) }, texts.remove),
          ]),
      )}${act(`${address}/remove`, { id: '' }, texts.removeAll)}`,
    });
  };

  app.get(address, (request, reply) => send(request, reply, null));
  app.post(address, (request, reply) => {
    try {
      emulation.faults.add(faultOf(fieldsOf(request.body)));
      return reply.redirect(address, 303);
    } catch (error) {
      if (!(error instanceof z.ZodError)) throw error;
      return send(request, reply, z.prettifyError(error));
    }
  });
  app.post(`${address}/remove`, (request, reply) => {
    const id = fieldsOf(request.body)['id'] ?? '';
    if (id === '') emulation.faults.clear();
    else emulation.faults.remove(Number(id));
    return reply.redirect(address, 303);
  });
}

type SendParts = [Parameters<typeof visitOf>[1], Parameters<typeof visitOf>[2], string | null];

function details(effect: { kind: string }): string {
  const { kind: _kind, ...rest } = effect;
  return Object.keys(rest).length === 0 ? '' : JSON.stringify(rest);
}

function form(language: 'en' | 'de'): Html {
  const texts = inspectorTexts(language);
  const endpoints = operations.map(({ method, path }) => `${method} ${path}`);
  const number = (name: string, label: string, value = '') =>
    html`<label>${label}<input name="${name}" type="number" min="0" step="any" value="${value}"></label>`;
  return html`<form class="card" method="post"><h2>${texts.faultPlan}</h2><div class="fields">
<label>${texts.endpoint}<select name="endpoint">${choices([['*', texts.everyEndpoint], ...endpoints.map((one) => [one, one] as const)], 'POST /sessions')}</select></label>
<label>${texts.faultKind}<select name="kind">${choices(
    faultKinds.map((kind) => [kind, faultText(kind, language)] as const),
    'latency',
  )}</select></label>
${number('count', texts.count, '1')}${number('probability', texts.probability, '1')}${number('skip', texts.skip, '0')}
${number('ms', texts.milliseconds, '1000')}${number('status', texts.status, '503')}${number('seconds', texts.seconds, '60')}
<label>${texts.fields}<input name="fields" value="note"></label></div><button>${texts.planFault}</button></form>`;
}

/** The form has a box for every kind; only what the chosen kind knows is taken along. */
function faultOf(fields: Record<string, string>): Record<string, unknown> {
  const { kind = '', endpoint } = fields;
  const number = (name: string) => (fields[name] ? Number(fields[name]) : undefined);
  const names = (fields['fields'] ?? '').split(',').flatMap((name) => name.trim() || []);
  const own: Record<string, Record<string, unknown>> = {
    latency: { ms: number('ms') },
    'effect-after-timeout': { ms: number('ms') },
    'refuse-before-effect': { status: number('status') },
    status: { status: number('status') },
    'rate-limit-429': { retryAfterSeconds: number('seconds') ?? null },
    'report-late': { seconds: number('seconds') },
    'report-corrected': { seconds: number('seconds') },
    'missing-fields': { fields: names },
    'unknown-fields': { fields: Object.fromEntries(names.map((name) => [name, 'x'])) },
  };
  const place = {
    endpoint,
    count: number('count'),
    probability: number('probability'),
    skip: number('skip'),
  };
  return Object.fromEntries(
    Object.entries({ ...place, kind, ...own[kind] }).filter(([, value]) => value !== undefined),
  );
}
