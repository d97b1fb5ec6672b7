import type { FastifyInstance } from 'fastify';
import type { Clock } from '../clock/clock.ts';
import type { NewId } from '../crypto/ids.ts';
import type { Live } from '../live/live.ts';
import type { Log } from '../log/log.ts';
import type { Actor } from './actor.ts';
import type { Authenticate, OnRefusal, Router } from './route.ts';

export interface HttpServerOptions {
  readonly config: {
    readonly host: string;
    readonly port: number;
    readonly publicUrl: string | null;
    readonly trustedProxies: readonly string[];
    readonly anonymousPerMinute: number;
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
  /** Ends live streams, lets running requests finish for a second, and closes. */
  stop(): Promise<void>;
}

export type CreateHttpServer = (options: HttpServerOptions) => Promise<HttpServer>;
