import type { FastifyInstance } from 'fastify';
import type { Emulation } from './state/emulation.ts';
import { writeState } from './state/saved-state.ts';

const pause = 250;
const small = 1_000_000;

/**
 * Writes the state to its file whenever a call may have changed it: before its answer goes out while the state is
 * small, so that nothing a client was told is forgotten, and a moment later once writing takes longer. And once more
 * on closing.
 */
export function keepState(app: FastifyInstance, emulation: Emulation, path: string): void {
  let timer: NodeJS.Timeout | null = null;
  let bytes = 0;
  const write = () => {
    if (timer) clearTimeout(timer);
    timer = null;
    bytes = writeState(path, emulation.world);
  };
  app.addHook('onSend', (request, _reply, payload, done) => {
    if (request.method !== 'GET' && bytes < small) write();
    done(null, payload);
  });
  // Answers that are lost on purpose are never sent, but what they did is remembered as well.
  app.addHook('onResponse', (request, _reply, done) => {
    if (request.method !== 'GET') timer ??= setTimeout(write, pause);
    done();
  });
  app.addHook('onClose', (_instance, done) => {
    write();
    done();
  });
}
