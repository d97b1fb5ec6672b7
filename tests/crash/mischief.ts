import { setTimeout as wait } from 'node:timers/promises';
import type { TcpProxy } from '../support/tcp-proxy.ts';
import type { Seeded } from './seeded.ts';
import type { Stage } from './stage.ts';

/** Answers of TeamViewer after which a node dies at once, before it can write down what it heard. */
interface MarkedPoint {
  readonly name: string;
  readonly method: string;
  readonly path: RegExp;
}
const markedPoints: readonly [MarkedPoint, ...MarkedPoint[]] = [
  { name: 'a session was created', method: 'POST', path: /\/sessions$/i },
  { name: 'a session was closed', method: 'PUT', path: /\/sessions\/[^/]+$/i },
  { name: 'sessions were listed', method: 'GET', path: /\/sessions$/i },
  { name: 'the tokens were renewed', method: 'POST', path: /\/oauth2\/token$/i },
  { name: 'reports were read', method: 'GET', path: /\/reports\/connections$/i },
];

/** What a start takes where nothing else is at work, in milliseconds. */
const usualStart = 1500;

/** What happens on a day; `calm`: nothing breaks, but administrators ask every node for new tokens at once. */
export type Weather = 'wild' | 'calm';

/** Kills and cuts until the signal ends it; answers what it did, in order. Everything stands again afterwards. */
export async function makeMischief(stage: Stage, random: Seeded, until: AbortSignal): Promise<string[]> {
  const done: string[] = [];
  const deaths = new Set<Promise<void>>();
  /** On a busy machine nodes need longer to stand up; a node that never lives proves nothing. */
  let slowness = 0;
  while (!until.aborted) {
    await wait(150 + random.below(500) + slowness);
    await strike();
  }
  stage.answers.afterAnswer = null;
  await Promise.all(deaths);
  return done;

  async function strike(): Promise<void> {
    switch (
      random.pick(['kill', 'kill', 'mark', 'mark', 'mark', 'cut', 'slow', 'refuse', 'time', 'time', 'day'])
    ) {
      case 'kill':
        done.push('kill');
        return die(random.below(500));
      case 'mark': {
        const point = random.pick(markedPoints);
        done.push(`kill once ${point.name}`);
        const pause = random.below(500);
        stage.answers.afterAnswer = ({ method, path }) => {
          if (method !== point.method || !point.path.test(path)) return;
          stage.answers.afterAnswer = null;
          done.push('… now');
          void die(pause);
        };
        return;
      }
      case 'cut':
        return onProxy((proxy, name) => {
          done.push(`cut ${name}`);
          proxy.cut();
        });
      case 'slow':
        return onProxy(async (proxy, name) => {
          done.push(`slow ${name}`);
          proxy.delayMilliseconds = 20 + random.below(150);
          await wait(500);
          proxy.delayMilliseconds = 0;
        });
      case 'refuse':
        return onProxy(async (proxy, name) => {
          // A node that starts without its database is refused, and rightly.
          if (proxy === stage.toDatabase) return;
          done.push(`${name} away`);
          proxy.refusing = true;
          proxy.cut();
          await wait(300 + random.below(700));
          proxy.refusing = false;
        });
      case 'time':
        done.push('a minute later');
        return stage.advance({ seconds: 20 + random.below(60) });
      case 'day':
        if (!random.chance(0.2)) return;
        done.push('a day later');
        return stage.advance({ hours: 25 });
    }
  }

  /** Which node holds what is unknown from outside: with several, it hits the right one as often as not. */
  function die(pause: number): Promise<void> {
    const victim = random.below(stage.nodes.length);
    const death = (async () => {
      await stage.kill(victim);
      await wait(pause);
      const from = performance.now();
      await startPatiently(victim);
      slowness = Math.max(0, performance.now() - from - usualStart);
    })();
    deaths.add(death);
    return death.finally(() => deaths.delete(death));
  }

  async function startPatiently(index: number): Promise<void> {
    for (let attempt = 0; attempt < 5; attempt += 1) {
      try {
        return await stage.start(index);
      } catch {
        await wait(300);
      }
    }
    await stage.start(index);
  }

  async function onProxy(work: (proxy: TcpProxy, name: string) => void | Promise<void>): Promise<void> {
    const [proxy, name] = random.pick<readonly [TcpProxy, string]>([
      [stage.toTeamViewer, 'TeamViewer'],
      [stage.toMail, 'mail'],
      ...(stage.toDatabase ? [[stage.toDatabase, 'the database'] as const] : []),
    ]);
    await work(proxy, name);
  }
}
