import type { FastifyInstance } from 'fastify';
import type { Emulation } from './state/emulation.ts';
import { writeState } from './state/saved-state.ts';

const pause = 250;

/** Writes the state to its file shortly after every call that may have changed it, and once more on closing. */
export function keepState(app: FastifyInstance, emulation: Emulation, path: string): void {
  let timer: NodeJS.Timeout | null = null;
  const write = () => {
    timer = null;
    writeState(path, emulation.world);
  };
  app.addHook('onResponse', (request, _reply, done) => {
    if (request.method !== 'GET') timer ??= setTimeout(write, pause);
    done();
  });
  app.addHook('onClose', (_instance, done) => {
    if (timer) clearTimeout(timer);
    write();
    done();
  });
}
