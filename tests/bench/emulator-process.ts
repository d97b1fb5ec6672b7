import { fork } from 'node:child_process';
import { once } from 'node:events';
import { type Switches, startEmulator } from '@fernwart/teamviewer-emulator';

/** An emulator in a process of its own, so that its memory can be read and its work is not counted as the caller's. */
export interface EmulatorProcess extends AsyncDisposable {
  readonly origin: string;
  /** Resident memory in bytes. */
  memory(): Promise<number>;
}

export async function startEmulatorProcess(
  switches: Partial<Switches> = { quotas: 'off', managedPageSize: 1000 },
): Promise<EmulatorProcess> {
  const child = fork(new URL(import.meta.url), ['emulate', JSON.stringify(switches)]);
  const [origin] = (await once(child, 'message')) as [string];
  return {
    origin,
    async memory() {
      child.send('memory');
      const [bytes] = (await once(child, 'message')) as [number];
      return bytes;
    },
    async [Symbol.asyncDispose]() {
      child.disconnect();
      await once(child, 'exit');
    },
  };
}

if (process.argv[2] === 'emulate') {
  const switches = JSON.parse(process.argv[3] ?? '{}') as Partial<Switches>;
  const emulator = await startEmulator({ port: 0, switches });
  process.on('message', () => process.send?.(process.memoryUsage().rss));
  process.on('disconnect', () => void emulator.close());
  process.send?.(emulator.origin);
}
