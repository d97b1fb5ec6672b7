import type { Role } from '@fernwart/contract';
import { systemClock } from '../src/platform/clock/system-clock.ts';
import { uuidV7 } from '../src/platform/crypto/ids.ts';
import type { Actor } from '../src/platform/http/actor.ts';
import {
  createHttpServer,
  type HttpServer,
  type HttpServerOptions,
} from '../src/platform/http/http-server.ts';
import type { OnRefusal } from '../src/platform/http/route.ts';
import type { Live } from '../src/platform/live/live.ts';
import { createLog } from '../src/platform/log/create-log.ts';

export interface TestServer extends HttpServer {
  readonly refusals: Parameters<OnRefusal>[0][];
  /** Lines of the log, parsed. */
  readonly logged: Record<string, unknown>[];
  readonly live: TestLive;
}

/**
 * A server without features on a free port. A call is made in the name of the actor whose `signInId` stands in the
 * header `x-test-actor`.
 */
export async function openTestServer(
  options: { actors?: readonly Actor[]; config?: Partial<HttpServerOptions['config']> } & Partial<
    Omit<HttpServerOptions, 'config'>
  > = {},
): Promise<TestServer> {
  const { actors = [], config, ...rest } = options;
  const clock = systemClock();
  const refusals: TestServer['refusals'] = [];
  const logged: TestServer['logged'] = [];
  const live = testLive();
  const server = await createHttpServer({
    version: '1.0.0',
    log: createLog({
      level: 'debug',
      clock,
      destination: { write: (line) => logged.push(JSON.parse(line) as Record<string, unknown>) },
    }),
    clock,
    newId: uuidV7(clock),
    live,
    authenticate: async ({ headers }) =>
      actors.find((actor) => actor.signInId === headers['x-test-actor']) ?? null,
    onRefusal: async (entry) => {
      refusals.push(entry);
    },
    mayWatch: async () => true,
    ...rest,
    config: {
      host: '127.0.0.1',
      port: 0,
      publicUrl: null,
      trustedProxies: [],
      anonymousPerMinute: 1000,
      consoleFolder: '/nowhere',
      ...config,
    },
  });
  return { ...server, refusals, logged, live };
}

/** An actor with these roles, whose `signInId` is the first of them. */
export function testActor(roles: readonly Role[], members: Partial<Actor> = {}): Actor {
  const clock = systemClock();
  return {
    id: uuidV7(clock)(),
    name: 'Test Person',
    email: 'person@example.org',
    language: 'en',
    timeZone: 'Europe/Berlin',
    roles: new Set(roles),
    teamIds: new Set(),
    signInId: roles[0] ?? 'nobody',
    ...members,
  };
}

export interface TestLive extends Live {
  readonly touched: string[];
  /** Tells the subscribers at once; null: a gap. */
  tell(topic: string | null): void;
}

export function testLive(): TestLive {
  const touched: string[] = [];
  const listeners = new Set<(topic: string | null) => void>();
  return {
    touched,
    touch: async (_on, ...topics) => {
      touched.push(...topics);
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    tell: (topic) => {
      for (const listener of listeners) listener(topic);
    },
  };
}
