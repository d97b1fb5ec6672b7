import { readFileSync, writeSync } from 'node:fs';
import { openPostgresDatabase } from '../src/platform/db/postgres-database.ts';
import { administrator, type PlayedRun, packageNodes } from './package-nodes.ts';

// A node that is killed at one step of an installation: <database url> <archive> <step> <key id> <public key>. Prints the
// run it was at.
const [url = '', archive = '', deadly = '', keyId = '', publicKey = ''] = process.argv.slice(2);

let run: PlayedRun | null = null;
const nodes = packageNodes(
  openPostgresDatabase(url, () => undefined),
  { keyId, publicKey },
);
const node = await nodes.open({
  onStep(step, current) {
    run = current ?? run;
    if (!step.startsWith(deadly)) return;
    writeSync(1, JSON.stringify(run));
    process.kill(process.pid, 'SIGKILL');
  },
});
await node.packages.installPackage(readFileSync(archive), administrator);
