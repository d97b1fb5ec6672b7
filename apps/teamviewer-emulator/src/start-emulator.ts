import formbody from '@fastify/formbody';
import fastify, { type FastifyInstance } from 'fastify';
import { prettifyError, ZodError } from 'zod';
import { PlayError } from './inspector/play.ts';
import { registerInspector } from './inspector/register-inspector.ts';
import { keepState } from './keep-state.ts';
import { issueCertificate, type ServerCertificate } from './local-ca.ts';
import { operations } from './operations/all.ts';
import { errorBody } from './operations/api-error.ts';
import { registerOperation, type Wait } from './operations/register.ts';
import { registerPortal } from './portal/register-portal.ts';
import { createClock } from './state/clock.ts';
import { defaultSeed } from './state/default-seed.ts';
import { createEmulation, type Emulation } from './state/emulation.ts';
import { systemRandom } from './state/random.ts';
import { readState } from './state/saved-state.ts';
import type { SeedFile } from './state/seed-schema.ts';
import type { Switches } from './state/switches.ts';
import type { World } from './state/world.ts';

export interface EmulatorOptions {
  /** 0 takes a free one. */
  port: number;
  /** Default 127.0.0.1. */
  host?: string;
  /** Default: the system's time. The admin endpoint moves an offset on top of either. */
  now?: () => Temporal.Instant;
  /** Numbers in [0, 1) for ids, secrets and chances; default unpredictable. */
  random?: () => number;
  /** Default: one invented company with a service account and one group. */
  seed?: SeedFile;
  switches?: Partial<Switches>;
  /** Origin under which browsers reach the emulator; default `http://127.0.0.1:<port>`. */
  publicOrigin?: string;
  /** Serves https with a certificate of its own authority, whose certificate is written to the file named. */
  tls?: { writeCaTo: string };
  /** Where the state outlives a restart; without it, every start begins with the seed. */
  stateFile?: string;
}

export interface Emulator {
  readonly origin: string;
  /** What the emulator remembers, live; it is replaced as a whole by a reset. */
  readonly state: World;
  /** Closes every connection, planned waits included. */
  close(): Promise<void>;
}

/** Starts the emulator; resolves when it listens. Rejects when the port is taken or seed or switches are wrong. */
export async function startEmulator(options: EmulatorOptions): Promise<Emulator> {
  const emulation = createEmulation({
    clock: createClock(options.now),
    random: options.random ?? systemRandom,
    seed: options.seed ?? defaultSeed,
    switches: options.switches ?? {},
    world: options.stateFile === undefined ? null : readState(options.stateFile),
  });
  const closing = new AbortController();
  const host = options.host ?? '127.0.0.1';
  const certificate = options.tls ? await issueCertificate(options.tls.writeCaTo, host) : null;
  const app = build(emulation, waitUntil(closing.signal), certificate);
  if (options.stateFile !== undefined) keepState(app, emulation, options.stateFile);
  await app.listen({ port: options.port, host });
  const address = app.server.address();
  const port = typeof address === 'object' && address ? address.port : options.port;
  return {
    origin: options.publicOrigin ?? `${certificate ? 'https' : 'http'}://127.0.0.1:${port}`,
    get state() {
      return emulation.world;
    },
    async close() {
      closing.abort();
      await app.close();
    },
  };
}

function build(emulation: Emulation, wait: Wait, certificate: ServerCertificate | null): FastifyInstance {
  const app: FastifyInstance = fastify({
    ...(certificate ? { https: certificate } : {}),
    forceCloseConnections: true,
    exposeHeadRoutes: false,
    bodyLimit: 64 * 1024 * 1024,
    // Paths are matched in any case, as the vendor's own documents spell them differently (TV-1.4).
    routerOptions: { caseSensitive: false, ignoreTrailingSlash: true, maxParamLength: 500 },
  });
  void app.register(formbody);
  readJsonBodies(app);
  app.setErrorHandler((error, _request, reply) => {
    if (error instanceof ZodError) {
      return reply.code(400).send(errorBody('invalid_request', prettifyError(error)));
    }
    if (error instanceof PlayError) return reply.code(400).send(errorBody('invalid_request', error.message));
    const status = statusOf(error);
    const name = status < 500 ? 'invalid_request' : 'internal_error';
    return reply.code(status).send(errorBody(name, error instanceof Error ? error.message : 'unknown'));
  });
  for (const operation of operations) registerOperation(app, emulation, operation, wait);
  registerPortal(app, emulation);
  registerInspector(app, emulation);
  return app;
}

/** JSON under the names the specification lists; an empty body is none rather than an error (TV-1.3). */
function readJsonBodies(app: FastifyInstance): void {
  app.removeContentTypeParser('application/json');
  app.addContentTypeParser(
    ['application/json', 'text/json', 'application/scim+json'],
    { parseAs: 'string' },
    (_request, body, done) => {
      if (body.length === 0) return done(null, undefined);
      try {
        done(null, JSON.parse(String(body)));
      } catch (cause) {
        done(
          Object.assign(new Error('The body is not valid JSON.', { cause }), { statusCode: 400 }),
          undefined,
        );
      }
    },
  );
}

function statusOf(error: unknown): number {
  if (typeof error !== 'object' || error === null || !('statusCode' in error)) return 500;
  return typeof error.statusCode === 'number' ? error.statusCode : 500;
}

/** Waiting in real time. When the emulator closes it waits for ever: the connections are cut, and nobody listens. */
function waitUntil(closed: AbortSignal): Wait {
  return (ms) =>
    new Promise((resolve) => {
      const giveUp = () => clearTimeout(timer);
      const timer = setTimeout(() => {
        closed.removeEventListener('abort', giveUp);
        resolve();
      }, ms);
      closed.addEventListener('abort', giveUp);
    });
}
