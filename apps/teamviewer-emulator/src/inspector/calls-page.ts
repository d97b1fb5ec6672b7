import type { FastifyInstance } from 'fastify';
import { html } from '../portal/html.ts';
import { visitOf } from '../portal/visit.ts';
import type { Emulation } from '../state/emulation.ts';
import { act, moment, sendInspector, table } from './inspector-page.ts';
import { inspectorTexts } from './texts.ts';

const shown = 100;

/** Which calls came, how they were answered, and what struck them. */
export function registerCalls(app: FastifyInstance, emulation: Emulation): void {
  app.get('/inspector/calls', (request, reply) => {
    const visit = visitOf(emulation, request, reply);
    const texts = inspectorTexts(visit.language);
    return sendInspector(reply, visit, 'calls', {
      live: html`<h2>${texts.counters}</h2>${table(
        texts,
        [texts.endpoint, texts.calls, texts.effects, texts.answers],
        Object.entries(emulation.calls.counters()).map(([endpoint, counter]) => [
          html`<code>${endpoint}</code>`,
          counter.calls,
          counter.effects,
          Object.entries({ ...counter.byStatus, ...counter.byDetail })
            .map(([name, count]) => `${name}: ${count}`)
            .join(', '),
        ]),
      )}${act('/inspector/calls/clear', {}, texts.clear)}
<h2>${texts.latest}</h2>${table(
        texts,
        ['#', texts.time, texts.endpoint, 'Query', texts.answers, texts.user, texts.faults],
        emulation.calls
          .entries()
          .slice(-shown)
          .toReversed()
          .map((call) => [
            call.number,
            moment(call.at),
            html`<code>${call.endpoint.split(' ')[0] ?? ''} ${call.path}</code> ${call.detail ?? ''}`,
            new URLSearchParams(call.query).toString(),
            call.status ?? '–',
            emulation.world.users.get(call.userId ?? '')?.name ?? '–',
            call.faults.join(', '),
          ]),
      )}`,
    });
  });
  app.post('/inspector/calls/clear', (_request, reply) => {
    emulation.calls.clear();
    return reply.redirect('/inspector/calls', 303);
  });
}
