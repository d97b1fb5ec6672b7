import type { FastifyInstance } from 'fastify';
import type { Emulation } from '../state/emulation.ts';
import { registerAccess } from './access-page.ts';
import { registerCalls } from './calls-page.ts';
import { registerDevices } from './devices-page.ts';
import { registerFaults } from './faults-page.ts';
import { registerOverview } from './overview-page.ts';
import { registerAdmin } from './register-admin.ts';
import { registerSwitches } from './switches-page.ts';

/** The inspector's pages and the admin endpoints. Pages of other sites cannot act here through somebody's browser. */
export function registerInspector(app: FastifyInstance, emulation: Emulation): void {
  app.addHook('onRequest', (request, reply, done) => {
    const own = /^\/(inspector|emulator)\b/i.test(request.url);
    if (own && request.method !== 'GET' && request.headers['sec-fetch-site'] === 'cross-site') {
      reply.code(403).send({ error: 'cross_site', error_description: 'Another site sent this request.' });
      return;
    }
    done();
  });
  registerAdmin(app, emulation);
  registerOverview(app, emulation);
  registerDevices(app, emulation);
  registerAccess(app, emulation);
  registerSwitches(app, emulation);
  registerFaults(app, emulation);
  registerCalls(app, emulation);
}
