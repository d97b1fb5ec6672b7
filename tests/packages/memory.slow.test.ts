import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hostileArchives } from '../../packages/addon-kit/testing/hostile-archives.ts';
import type { NodeProcess } from '../support/node-process.ts';
import { places, type TestPlace } from '../support/test-desk.ts';
import { type PackageClient, packageClient } from './package-client.ts';
import { openProcesses, type Processes } from './processes.ts';
import { refusedUploads } from './refused-packages.ts';
import { signedSample } from './signed-sample.ts';

const megabyte = 1024 * 1024;
const [embedded] = places;

let place: TestPlace;
let processes: Processes;
let node: NodeProcess;
let admin: PackageClient;
beforeAll(async () => {
  place = await embedded.make();
  processes = await openProcesses(place);
  node = await processes.start();
  admin = await packageClient(node.origin);
}, 120_000);
afterAll(async () => {
  await processes.stop();
  await place.remove();
});

/** Bytes that the process holds in memory at the moment, or held at its highest since `forgetPeak`. */
async function resident(what: 'VmRSS' | 'VmHWM'): Promise<number> {
  const status = await readFile(`/proc/${node.pid}/status`, 'utf8');
  return Number(new RegExp(`${what}:\\s+(\\d+) kB`).exec(status)?.[1]) * 1024;
}
/** Linux: the peak is told anew from here. */
const forgetPeak = () => writeFile(`/proc/${node.pid}/clear_refs`, '5');

async function everything() {
  const [row] = await node.query<object>(`
    select (select json_agg(p order by id) from (select id, digest from packages) p) as packages,
      (select json_agg(m) from package_migrations m) as migrations,
      (select json_agg(digest) from package_uploads) as uploads,
      (select generation from package_generation) as generation,
      (select json_agg(schema_name order by 1) from information_schema.schemata) as schemas`);
  const files = await readdir(join(place.dataFolder, 'packages')).catch(() => []);
  return { ...row, files };
}

test('every hostile archive is refused within 150 MB above idle, and nothing is changed', async () => {
  const corpus = [...hostileArchives, ...refusedUploads];
  // Idle is a server that has read a package before: what reading loads once belongs to it.
  expect((await admin.upload(await signedSample())).status).toBe(201);
  const before = await everything();
  const idle = await resident('VmRSS');
  await forgetPeak();
  for (const { name, bytes } of corpus) {
    const answer = await admin.upload(await bytes());
    expect([413, 422], name).toContain(answer.status);
    await answer.body?.cancel();
  }
  const above = (await resident('VmHWM')) - idle;
  expect(await everything()).toEqual(before);
  expect(Math.round(above / megabyte)).toBeLessThan(150);
});

test('ten times as many at once stay within the same bound', async () => {
  const idle = await resident('VmRSS');
  await forgetPeak();
  const corpus = hostileArchives.map(({ bytes }) => bytes());
  const small = corpus.filter((bytes) => bytes.length < 5 * megabyte);
  for (let round = 0; round < 10; round += 1) {
    await Promise.all(small.slice(0, 20).map(async (bytes) => (await admin.upload(bytes)).body?.cancel()));
  }
  const above = (await resident('VmHWM')) - idle;
  expect(Math.round(above / megabyte)).toBeLessThan(150);
});
