import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { type Switches, startEmulator } from '@fernwart/teamviewer-emulator';

/** An emulator on a thread of its own, so that its work is not counted as the caller's. */
export interface EmulatorThread extends AsyncDisposable {
  readonly origin: string;
}

export async function startEmulatorThread(switches: Partial<Switches>): Promise<EmulatorThread> {
  const worker = new Worker(new URL(import.meta.url), { workerData: switches });
  const origin = await new Promise<string>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
  return { origin, [Symbol.asyncDispose]: async () => void (await worker.terminate()) };
}

if (!isMainThread && parentPort !== null) {
  const { origin } = await startEmulator({ port: 0, switches: workerData as Partial<Switches> });
  parentPort.postMessage(origin);
}
