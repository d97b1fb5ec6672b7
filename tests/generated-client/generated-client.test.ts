import { execFile } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { DevEnv } from '@fernwart/dev-env';
import { createClient } from '@hey-api/openapi-ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { signedIn } from '../support/desk-client.ts';
import { places, startTestDesk, type TestPlace } from '../support/test-desk.ts';
import { journeyProgram } from './journey-program.ts';

// Inside the project, so that the compiler finds the types of Node.
const folder = join(import.meta.dirname, '../../.cache/generated-client');
const run = promisify(execFile);

let place: TestPlace;
let desk: DevEnv;
beforeAll(async () => {
  place = await places[0].make();
  desk = await startTestDesk(place);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
}, 120_000);
afterAll(async () => {
  await desk.stop();
  await place.remove();
  await rm(folder, { recursive: true, force: true });
});

test('a client that a public generator makes of our document compiles, and walks the attended journey', async () => {
  await createClient({
    input: `${desk.server.origin}/api/openapi.json`,
    output: { path: folder, module: { extension: '.ts' } },
    plugins: ['@hey-api/client-fetch', '@hey-api/sdk', '@hey-api/typescript'],
    logs: { level: 'silent' },
  });
  const program = join(folder, 'journey.ts');
  await writeFile(program, journeyProgram);
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(compiling));
  await run(process.execPath, [join(import.meta.dirname, '../../node_modules/ts7/bin/tsc'), '-p', folder]);

  const anna = await signedIn(desk.server.origin, 'anna');
  const { secret } = await anna.post<{ secret: string }>('/api-tokens', {
    name: 'Generated client',
    roles: ['agent'],
    expiresInDays: 1,
  });
  const { stdout } = await run(
    process.execPath,
    [program, desk.server.origin, secret, desk.emulator.origin],
    { timeout: 80_000 },
  );
  const { code, entries, refused } = JSON.parse(stdout) as {
    code: string;
    entries: string[];
    refused: string;
  };
  expect([...desk.emulator.state.sessions.keys()]).toEqual([code]);
  expect(entries.filter((entry) => entry.includes('"seconds":720'))).toHaveLength(1);
  expect(refused).toBe('not_found');
});

const compiling = {
  compilerOptions: {
    target: 'esnext',
    module: 'nodenext',
    lib: ['esnext', 'dom', 'dom.iterable'],
    types: ['node'],
    strict: true,
    noEmit: true,
    allowImportingTsExtensions: true,
    skipLibCheck: true,
  },
  include: ['*.ts'],
};
