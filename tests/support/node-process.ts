import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { ServerConfig } from '@fernwart/server';

/** A server in a process of its own, whose clock the test moves. */
export interface NodeProcess {
  readonly origin: string;
  /** Settles when the process is gone, however it went. */
  readonly gone: Promise<void>;
  advance(duration: Temporal.DurationLike): void;
  kill(): void;
  /** Asks it to end and waits until it has. */
  stop(): Promise<void>;
}

/** What a process is told: a configuration whose secrets are plain, since it travels as a message. */
export type PlainConfig = Omit<ServerConfig, 'database' | 'mail' | 'keys'> & {
  readonly databaseUrl: string | null;
  readonly smtpUrl: string;
};

export async function startNodeProcess(config: PlainConfig): Promise<NodeProcess> {
  const child: ChildProcess = fork(new URL('./node-main.ts', import.meta.url), {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const gone = once(child, 'exit').then(() => undefined);
  child.send({ kind: 'start', config });
  const [message] = (await Promise.race([
    once(child, 'message'),
    gone.then(() => Promise.reject(new Error('the server ended before it was ready'))),
  ])) as [{ origin: string }];
  return {
    origin: message.origin,
    gone,
    advance(duration) {
      child.send({ kind: 'advance', milliseconds: Temporal.Duration.from(duration).total('milliseconds') });
    },
    kill: () => void child.kill('SIGKILL'),
    async stop() {
      child.send({ kind: 'stop' });
      await gone;
    },
  };
}
