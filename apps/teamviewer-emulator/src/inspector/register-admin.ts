import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { fieldsOf } from '../portal/visit.ts';
import type { Emulation } from '../state/emulation.ts';
import { fleetSchema } from '../state/fleet-schema.ts';
import { generateFleet } from '../state/generate-fleet.ts';
import { play } from './play.ts';
import { playSchema } from './play-schema.ts';
import { stateSummary } from './state-summary.ts';

const clockSchema = z.union([
  z.strictObject({ set: z.iso.datetime({ offset: true }) }),
  z.strictObject({ advance: z.union([z.string(), z.number()]) }),
]);

/** The admin endpoints below /emulator/api, for tests and for the inspector. They exist on no real TeamViewer. */
export function registerAdmin(app: FastifyInstance, emulation: Emulation): void {
  const at = (path: string) => `/emulator/api/${path}`;

  app.get(at('state'), () => stateSummary(emulation));
  app.post(at('reset'), () => {
    emulation.reset();
    return { reset: true };
  });

  app.get(at('calls'), () => ({ counters: emulation.calls.counters(), calls: emulation.calls.entries() }));
  app.delete(at('calls'), () => {
    emulation.calls.clear();
    return { cleared: true };
  });

  app.get(at('clock'), () => ({ now: emulation.clock.now().toString() }));
  app.post(at('clock'), (request) => {
    const asked = clockSchema.parse(request.body);
    if ('set' in asked) emulation.clock.set(Temporal.Instant.from(asked.set));
    else emulation.clock.advance(durationOf(asked.advance));
    return { now: emulation.clock.now().toString() };
  });

  app.get(at('switches'), () => emulation.switches);
  app.put(at('switches'), (request) => {
    emulation.changeSwitches(request.body);
    return emulation.switches;
  });

  app.get(at('faults'), () => ({ faults: emulation.faults.list() }));
  app.post(at('faults'), (request) => {
    const given = Array.isArray(request.body) ? request.body : [request.body];
    return { faults: given.map((fault) => emulation.faults.add(fault)) };
  });
  app.delete(at('faults'), () => {
    emulation.faults.clear();
    return { cleared: true };
  });
  app.delete(at('faults/:id'), (request) => ({
    removed: emulation.faults.remove(Number(fieldsOf(request.params)['id'])),
  }));

  app.post(at('seed'), (request) => {
    emulation.addSeed(request.body);
    return stateSummary(emulation);
  });
  app.post(at('fleet'), (request) => generateFleet(emulation, fleetSchema.parse(request.body ?? {})));
  app.post(at('play'), (request) => play(emulation, playSchema.parse(request.body)));
}

/** An ISO 8601 duration, or a number of seconds. */
function durationOf(given: string | number): Temporal.Duration {
  return typeof given === 'number'
    ? Temporal.Duration.from({ milliseconds: Math.round(given * 1000) })
    : Temporal.Duration.from(given);
}
