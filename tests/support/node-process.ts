import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { ServerConfig } from '@fernwart/server';

/** A server in a process of its own, whose clock the test moves. */
export interface NodeProcess {
  readonly origin: string;
  /** Settles when the process is gone, however it went. */
  readonly gone: Promise<void>;
  readonly pid: number;
  /** False once the process is gone. */
  readonly alive: boolean;
  advance(duration: Temporal.DurationLike): void;
  /** What the server's own database answers; instants come as text. */
  query<Row extends object>(text: string): Promise<Row[]>;
  kill(): void;
  /** Asks it to end and waits until it has. */
  stop(): Promise<void>;
}

/** What a process is told: a configuration whose secrets are plain, since it travels as a message. */
export type PlainConfig = Omit<ServerConfig, 'database' | 'mail' | 'keys'> & {
  readonly databaseUrl: string | null;
  readonly smtpUrl: string;
};

/** `ahead`: how far its clock is ahead of the system's from the start. `log`: where its output goes; default to the test's. */
export async function startNodeProcess(
  config: PlainConfig,
  options: { ahead?: Temporal.Duration; log?: number } = {},
): Promise<NodeProcess> {
  const child: ChildProcess = fork(new URL('./node-main.ts', import.meta.url), {
    // As `./fernwart` starts it.
    execArgv: [...process.execArgv, '--max-semi-space-size=16'],
    stdio: ['ignore', options.log ?? 'inherit', options.log ?? 'inherit', 'ipc'],
  });
  const gone = once(child, 'exit').then(() => undefined);
  const tell = (message: object) => {
    // A process that is gone hears nothing more, and that is no error of whoever speaks to it.
    if (child.connected) child.send(message, () => undefined);
  };
  const answers = new Map<number, (rows: unknown) => void>();
  child.on('message', (message: { id?: number; rows?: unknown }) => {
    if (message.id !== undefined) answers.get(message.id)?.(message.rows);
  });
  tell({ kind: 'advance', milliseconds: options.ahead?.total('milliseconds') ?? 0 });
  tell({ kind: 'start', config });
  const [message] = (await Promise.race([
    once(child, 'message'),
    gone.then(() => Promise.reject(new Error('the server ended before it was ready'))),
  ])) as [{ origin: string }];
  return {
    origin: message.origin,
    gone,
    pid: child.pid ?? 0,
    get alive() {
      return child.exitCode === null && child.signalCode === null;
    },
    advance(duration) {
      tell({ kind: 'advance', milliseconds: Temporal.Duration.from(duration).total('milliseconds') });
    },
    async query<Row extends object>(text: string) {
      const id = answers.size + 1;
      const asked = Promise.withResolvers<unknown>();
      answers.set(id, asked.resolve);
      tell({ kind: 'query', id, text });
      const rows = await Promise.race([asked.promise, gone.then(() => 'the server is gone')]);
      if (!Array.isArray(rows)) throw new Error(`${text}: ${String(rows)}`);
      return rows as Row[];
    },
    kill: () => void child.kill('SIGKILL'),
    async stop() {
      tell({ kind: 'stop' });
      await gone;
    },
  };
}
