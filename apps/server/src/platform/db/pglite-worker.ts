import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import type { WorkerAnswer, WorkerData, WorkerRequest } from './pglite-messages.ts';

/*
 * PGlite in a thread of its own: a long statement does not hold up the server's event loop.
 * The WAL is opened with O_SYNC, so that a commit has reached the disk when it is acknowledged
 * (`fsync=on` alone does nothing on PGlite's file system).
 */
const { dataDir, snapshot } = workerData as WorkerData;
const port = parentPort;
if (!port) throw new Error('pglite-worker runs as a worker only');

// A WASM build zeroes its shared memory at the start, so that all of it counts as used: PostgreSQL's usual 128 MB
// would be most of this process. Pages beyond it are in the system's cache of files.
const settings = ['shared_buffers=16MB'];
if (dataDir) settings.push('fsync=on', 'wal_sync_method=open_datasync');
const startParams = [
  ...PGlite.defaultStartParams.filter((param) => !dataDir || param !== '-F'),
  ...settings.flatMap((setting) => ['-c', setting]),
];
const asText = (value: string) => value;
const options = { serializers: new Proxy({}, { get: () => asText }) };

const database = await PGlite.create({
  ...(dataDir ? { dataDir } : {}),
  ...(snapshot ? { loadDataDir: new Blob([snapshot]) } : {}),
  startParams,
});
// Values stay text here: wire.ts reads them, the same way for both drivers.
for (const type of Object.keys(database.parsers)) database.parsers[Number(type)] = asText;
await database.exec('set timezone to utc');
const unlisten = new Map<number, () => Promise<void>>();

async function answer(request: WorkerRequest): Promise<WorkerAnswer['result']> {
  switch (request.kind) {
    case 'query': {
      // Without parameters a text may hold several statements, as with PostgreSQL's simple protocol.
      const results =
        request.values.length > 0
          ? [await database.query(request.text, request.values, options)]
          : await database.exec(request.text, options);
      return results.map(({ rows, fields, affectedRows }) => ({ rows, fields, rowCount: affectedRows ?? 0 }));
    }
    case 'listen':
      unlisten.set(
        request.listener,
        await database.listen(request.channel, (payload) =>
          port?.postMessage({ kind: 'notification', listener: request.listener, payload }),
        ),
      );
      return undefined;
    case 'unlisten':
      await unlisten.get(request.listener)?.();
      unlisten.delete(request.listener);
      return undefined;
    case 'dump': {
      // What lies in shared buffers alone goes to the files first: a copy without it would have to be recovered.
      await database.exec('checkpoint');
      const file = await database.dumpDataDir('none');
      return new Uint8Array(await file.arrayBuffer());
    }
    case 'close':
      await database.close();
      return undefined;
  }
}

port.on('message', (request: WorkerRequest) => {
  answer(request).then(
    (result) => port.postMessage({ kind: 'answer', id: request.id, result }),
    (error: unknown) => port.postMessage({ kind: 'answer', id: request.id, error: describe(error) }),
  );
});
port.postMessage({ kind: 'ready' });

function describe(error: unknown): Record<string, unknown> {
  const source = error as Record<string, unknown> & Error;
  return {
    message: source.message,
    code: source['code'],
    detail: source['detail'],
    constraint: source['constraint'],
    table: source['table'],
    schema: source['schema'],
  };
}
