import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { type Html, html } from '../portal/html.ts';
import { notice, problem } from '../portal/page.ts';
import type { Language } from '../portal/texts.ts';
import { fieldsOf, visitOf } from '../portal/visit.ts';
import type { Emulation } from '../state/emulation.ts';
import { switchValue } from '../state/switch-value.ts';
import { defaultSwitches, type Switches, type SwitchName, switchesSchema } from '../state/switches.ts';
import { sendInspector } from './inspector-page.ts';
import { switchText } from './switch-texts.ts';
import { type InspectorTexts, inspectorTexts } from './texts.ts';

const names = Object.keys(switchesSchema.shape) as SwitchName[];

/** Every switch with its positions, its default and what it means. */
export function registerSwitches(app: FastifyInstance, emulation: Emulation): void {
  app.get('/inspector/switches', (request, reply) => {
    const visit = visitOf(emulation, request, reply);
    return sendInspector(reply, visit, 'switches', { still: form(emulation, visit.language, null) });
  });

  app.post('/inspector/switches', (request, reply) => {
    const visit = visitOf(emulation, request, reply);
    const wanted = Object.fromEntries(
      Object.entries(fieldsOf(request.body)).map(([name, text]) => [name, switchValue(name, text)]),
    );
    try {
      emulation.changeSwitches(wanted);
      return reply.redirect('/inspector/switches', 303);
    } catch (error) {
      if (!(error instanceof z.ZodError)) throw error;
      return sendInspector(reply, visit, 'switches', {
        still: form(emulation, visit.language, z.prettifyError(error)),
        status: 400,
      });
    }
  });
}

function form(emulation: Emulation, language: Language, complaint: string | null): Html {
  const texts = inspectorTexts(language);
  const defaults = defaultSwitches();
  const changed = names.filter((name) => emulation.switches[name] !== defaults[name]);
  return html`${problem(complaint)}<p>${texts.switchesText}</p>
${changed.length > 0 ? notice(`${texts.isChanged}: ${changed.join(', ')}`) : null}
<form method="post"><div class="fields wide">${names.map((name) => field(name, emulation, defaults, texts, language))}</div>
<div class="row"><button>${texts.save}</button></div></form>`;
}

function field(
  name: SwitchName,
  emulation: Emulation,
  defaults: Switches,
  texts: InspectorTexts,
  language: Language,
): Html {
  const value = String(emulation.switches[name] ?? '');
  const standard = String(defaults[name] ?? '');
  const positions = positionsOf(name);
  const control = positions
    ? html`<select name="${name}">${positions.map((one) => html`<option${one === value ? html` selected` : null}>${one}</option>`)}</select>`
    : html`<input name="${name}" value="${value}" inputmode="decimal">`;
  return html`<label class="card"><code>${name}</code><small>${switchText(name, language)}. ${texts.defaultIs}: ${standard === '' ? '–' : standard}</small>${control}</label>`;
}

/** The positions a switch can take, read from its schema; null for figures. */
function positionsOf(name: SwitchName): string[] | null {
  const described = z.toJSONSchema(switchesSchema.shape[name], { io: 'input' });
  if (described.type === 'boolean') return ['true', 'false'];
  return described.enum ? described.enum.map(String) : null;
}
