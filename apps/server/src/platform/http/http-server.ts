import cookie from '@fastify/cookie';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Clock } from '../clock/clock.ts';
import type { NewId } from '../crypto/ids.ts';
import type { Live } from '../live/live.ts';
import type { Log } from '../log/log.ts';
import { withTrace } from '../log/trace.ts';
import type { Actor } from './actor.ts';
import { addBodyParsers } from './body-parsers.ts';
import { createCallLimit } from './call-limit.ts';
import { addConsoleFiles } from './console-files.ts';
import { isCrossSite } from './cross-site.ts';
import { listenOn } from './listen-on.ts';
import { addLiveRoute } from './live-route.ts';
import { createNotFoundHandler } from './not-found.ts';
import { openApiDocument } from './openapi.ts';
import { Problem } from './problem.ts';
import { prepareReaders, readerOf } from './reader.ts';
import { readerLanguage } from './reader-language.ts';
import { referencePage } from './reference-page.ts';
import { type Authenticate, createRouter, type OnRefusal, type Router } from './route.ts';
import { addSecurityHeaders } from './security-headers.ts';
import { sendProblem } from './send-problem.ts';

export interface HttpServerOptions {
  readonly config: {
    readonly host: string;
    readonly port: number;
    readonly publicUrl: string | null;
    readonly trustedProxies: readonly string[];
    readonly anonymousPerMinute: number;
    readonly personPerMinute?: number | undefined;
    readonly tokenPerMinute?: number | undefined;
    readonly consoleFolder: string;
  };
  /** The product's version, for the OpenAPI document. */
  readonly version: string;
  readonly log: Log;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly live: Live;
  readonly authenticate: Authenticate;
  readonly onRefusal: OnRefusal;
  /** The origin as browsers see it now; left out: as `config` says. */
  readonly publicUrl?: () => string | null;
  /** Whether this person may be told of changes under a live topic. */
  readonly mayWatch: (actor: Actor, topic: string) => Promise<boolean>;
  /** Told of every answered request, for metrics. `route` is the pattern, never the address. */
  readonly observe?: (request: { method: string; route: string; status: number; seconds: number }) => void;
}

export interface HttpServer {
  /** Features add their routes here, before `listen`. */
  readonly router: Router;
  readonly app: FastifyInstance;
  /** Answers the origin it listens on. Rejects with `StartRefused`. */
  listen(): Promise<string>;
  /** Whether it was told that its end is near. */
  readonly ending: boolean;
  /** Ends live streams and tells clients to take other connections; requests are answered still. */
  announceEnd(): void;
  /** Takes no further requests, lets those under way finish for ten seconds at most, and closes. */
  stop(): Promise<void>;
}

const mebibyte = 1024 * 1024;
/** Half of what the unit file of systemd gives the whole process. */
const patienceAtEnd = Temporal.Duration.from({ seconds: 10 });

export async function createHttpServer(options: HttpServerOptions): Promise<HttpServer> {
  const { config, log, clock, publicUrl = () => config.publicUrl } = options;
  const stopping = new AbortController();
  const onRefusal = recordSafely(options.onRefusal, log);
  const app = fastify({
    logger: false,
    genReqId: () => options.newId(),
    bodyLimit: mebibyte,
    requestTimeout: 120_000,
    keepAliveTimeout: 10_000,
    trustProxy: config.trustedProxies.length > 0 ? [...config.trustedProxies] : false,
    routerOptions: { maxParamLength: 200 },
    // An address that cannot be decoded never reaches a hook: what hooks add is added here.
    frameworkErrors: (error, request, reply) => {
      reply.header('x-request-id', request.id).header('x-content-type-options', 'nosniff');
      sendProblem(error, request, reply, readerLanguage(request.headers['accept-language']), log);
    },
  });
  app.setErrorHandler((error, request, reply) => {
    sendProblem(error, request, reply, readerOf(request).language, log);
  });
  // A body that is read in pieces comes back outside the first one's reach.
  app.addHook('onRequest', (request, _reply, done) => withTrace({ requestId: request.id }, done));
  app.addHook('preValidation', (request, _reply, done) => withTrace({ requestId: request.id }, done));
  prepareReaders(app);
  addBodyParsers(app);
  app.addHook('onRequest', async (request, reply) => {
    // What may be kept says so itself: the console's files.
    reply.header('x-request-id', request.id).header('cache-control', 'no-store');
  });
  app.addHook('onSend', async (_request, reply) => {
    // A connection that is kept would hold up the end, and lose whoever uses it in that very moment.
    if (stopping.signal.aborted) reply.header('connection', 'close');
  });
  await addSecurityHeaders(app, { https: config.publicUrl?.startsWith('https:') ?? false });
  await app.register(cookie);
  app.addHook('onRequest', async (request) => {
    if (!isCrossSite(request, publicUrl())) return;
    const path = request.url.split('?', 1)[0] ?? '';
    const actor = await options.authenticate(request);
    await onRefusal({ actor, method: request.method, path, address: request.ip, requestId: request.id });
    throw new Problem('cross_site');
  });
  app.addHook('onResponse', async (request, reply) => observeAnswer(request, reply, options));

  const limitCalls = await createCallLimit(app, {
    anonymous: config.anonymousPerMinute,
    person: config.personPerMinute ?? 3000,
    token: config.tokenPerMinute ?? 1500,
  });
  const router = createRouter(app, { authenticate: options.authenticate, onRefusal, limitCalls });
  addLiveRoute(router, { ...options, onRefusal, stopping: stopping.signal });
  router.add({
    method: 'GET',
    path: '/api/openapi.json',
    summary: 'This description of the interface',
    who: 'anybody',
    raw: true,
    answers: { 200: { description: 'OpenAPI 3.1', type: 'application/json' } },
    handle: async ({ reply }) => {
      await reply.send(openApiDocument(router.routes, options.version));
    },
  });
  router.add({
    method: 'GET',
    path: '/api/reference',
    summary: 'This description as a page to read',
    who: 'anybody',
    raw: true,
    answers: { 200: { description: 'The page', type: 'text/html' } },
    handle: async ({ reply }) => {
      await reply.type('text/html; charset=utf-8').send(referencePage(router.routes, options.version));
    },
  });
  const sendConsole = await addConsoleFiles(app, config.consoleFolder, log);
  app.setNotFoundHandler(createNotFoundHandler(router.routes, sendConsole));

  return {
    app,
    router,
    listen: () => listenOn(app, config),
    get ending() {
      return stopping.signal.aborted;
    },
    announceEnd: () => stopping.abort(),
    async stop() {
      stopping.abort();
      const patience = new AbortController();
      const impatient = clock
        .sleep(patienceAtEnd, patience.signal)
        .then(() => app.server.closeAllConnections());
      await app.close();
      patience.abort();
      await impatient;
    },
  };
}

/** A refusal stands even where its record cannot be written. */
function recordSafely(onRefusal: OnRefusal, log: Log): OnRefusal {
  return async (entry) => {
    try {
      await onRefusal(entry);
    } catch (error) {
      log.error('A refused call could not be recorded', { requestId: entry.requestId, error });
    }
  };
}

function observeAnswer(request: FastifyRequest, reply: FastifyReply, options: HttpServerOptions): void {
  const route = request.routeOptions.url ?? 'unknown';
  const answered = { method: request.method, route, status: reply.statusCode };
  const seconds = reply.elapsedTime / 1000;
  options.log.debug('Answered a request', { requestId: request.id, ...answered, seconds });
  options.observe?.({ ...answered, seconds });
}
