import { readFile } from 'node:fs/promises';
import { demoConfig } from '@fernwart/dev-env';
import { startServer } from '@fernwart/server';
import type { Database, SqlValue, Tx } from '../../apps/server/src/platform/db/database.ts';

// A server on the embedded database that installs an archive and is killed at one step of it:
// <data folder> <archive> <marker> <before|after>. `before`: before the first statement that carries the marker is run;
// `after`: right after its transaction became durable. Without a marker it installs and ends in peace.
const [dataFolder = '', archive = '', marker = '', when = 'before'] = process.argv.slice(2);

const server = await startServer({
  ...demoConfig({ dataFolder, port: 0, blank: true }, {}, 'smtp://127.0.0.1:9'),
  logLevel: 'error',
});
const { db, packages } = server.parts;
if (marker !== '') makeMortal(db);
await packages.installPackage(await readFile(archive), { id: null, name: 'Petra Klein' });
await server.stop();

function makeMortal(database: Database): void {
  const transaction = database.transaction.bind(database);
  async function mortal<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    let marked = false;
    const result = await transaction((tx) =>
      work({
        query: (text, values) => tx.query(text, values),
        afterCommit: (later) => tx.afterCommit(later),
        notify: (channel, payload) => tx.notify(channel, payload),
        sql(strings, ...values) {
          if (values.some((value) => carries(value as SqlValue))) {
            marked = true;
            if (when === 'before') die();
          }
          return tx.sql(strings, ...values);
        },
      }),
    );
    if (marked) die();
    return result;
  }
  Object.assign(database, { transaction: mortal });
}

function carries(value: SqlValue): boolean {
  return typeof value === 'string' && value.includes(marker);
}

function die(): never {
  process.kill(process.pid, 'SIGKILL');
  throw new Error('it should be dead');
}
