import { packPackage } from '@fernwart/addon-kit/package';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sampleFiles } from '../../../../../packages/addon-kit/testing/sample-package.ts';
import { testDatabases } from '../../../testing/databases.ts';
import { openTestServer, type TestServer, testActor } from '../../../testing/http.ts';
import { type PackageNode, packageNodes, signedPackage } from '../../../testing/package-nodes.ts';
import { addonRoutes } from '../../platform/addon-host/routes.ts';
import type { Database } from '../../platform/db/database.ts';
import { packageRoutes } from './routes.ts';

const [pglite] = testDatabases;

describe.each(pglite ? [pglite] : [])('the routes of packages on $kind', ({ open }) => {
  let db: Database;
  let nodes: ReturnType<typeof packageNodes>;
  let node: PackageNode;
  let server: TestServer;
  const actors = [
    testActor(['administrator'], { name: 'Petra Klein' }),
    testActor(['agent']),
    testActor(['auditor']),
    testActor(['requester']),
    testActor(['administrator'], { signInId: 'german', language: 'de' }),
  ];
  beforeAll(async () => {
    db = await open();
    nodes = packageNodes(db);
    node = await nodes.open();
    server = await openTestServer({ actors });
    packageRoutes(server.router, { packages: node.packages });
    addonRoutes(server.router, { addonHost: node.host });
  });
  afterAll(async () => {
    await server.stop();
    await nodes.close();
    await db.close();
  });

  const upload = (as: string, body: Uint8Array, type = 'application/zip') =>
    server.app.inject({
      method: 'POST',
      url: '/api/v1/packages/uploads',
      headers: { 'content-type': type, 'x-test-actor': as },
      payload: Buffer.from(body),
    });
  const call = (as: string, method: 'GET' | 'POST', url: string, payload?: object) =>
    server.app.inject({
      method,
      url: `/api/v1/packages${url}`,
      headers: { 'x-test-actor': as },
      ...(payload ? { payload } : {}),
    });

  test.each([
    ['nobody', 401],
    ['agent', 403],
    ['auditor', 403],
    ['requester', 403],
  ])('%s gets nowhere', async (as, status) => {
    const before = server.refusals.length;
    const answers = [
      await call(as, 'GET', ''),
      await upload(as, Buffer.from('x')),
      await call(as, 'POST', '/installations', { upload: node.newId(), digest: 'x' }),
      await call(as, 'POST', '/sample/disable'),
      await call(as, 'POST', '/sample/enable'),
      await call(as, 'POST', '/sample/removal', { data: 'keep' }),
    ];
    expect(answers.map((answer) => answer.statusCode)).toEqual(answers.map(() => status));
    expect(server.refusals.length).toBe(before + answers.length);
  });

  test('what is no archive by its type is not read', async () => {
    expect((await upload('administrator', Buffer.from('{}'), 'application/json')).json()).toMatchObject({
      code: 'unsupported_media_type',
    });
  });

  test('more than a package may have is cut off', async () => {
    expect((await upload('administrator', Buffer.alloc(20 * 1024 * 1024 + 2))).json()).toMatchObject({
      code: 'too_large',
      status: 413,
    });
  });

  test.each([
    ['administrator', 'This is not a ZIP file.'],
    ['german', 'Das ist keine ZIP-Datei.'],
  ])('a refusal says why to %s', async (as, detail) => {
    const answer = await upload(as, Buffer.from('no archive'));
    expect(answer.statusCode).toBe(422);
    expect(answer.json()).toMatchObject({
      code: 'package_refused',
      turn: 'yours',
      detail,
      errors: [{ path: 'archive_not_zip', message: detail }],
    });
  });

  test('every fault of a manifest stands in the refusal, in the language of the reader', async () => {
    const answer = await upload(
      'german',
      await packPackage({ files: sampleFiles({ 'manifest.json': '{"id":"A"}' }) }),
    );
    const { errors } = answer.json<{ errors: { path: string; message: string }[] }>();
    expect(errors[0]).toMatchObject({ path: 'manifest_invalid' });
    expect(errors.length).toBeGreaterThan(5);
    expect(errors.find(({ path }) => path === 'manifest.json: vendor')?.message).toMatch(/Ungültige Eingabe/);
  });

  test('an upload that is gone or changed is not installed', async () => {
    const { upload: id } = (await upload('administrator', await signedPackage())).json<{ upload: string }>();
    for (const [body, path] of [
      [{ upload: id, digest: 'x' }, 'upload_changed'],
      [{ upload: node.newId(), digest: 'x' }, 'upload_gone'],
    ] as const) {
      const answer = await call('administrator', 'POST', '/installations', body);
      expect(answer.json()).toMatchObject({ code: 'package_refused', errors: [{ path }] });
    }
  });

  test('upload, installation, list, removal', async () => {
    const inspected = (await upload('administrator', await signedPackage())).json<{
      upload: string;
      digest: string;
    }>();
    expect(inspected).toMatchObject({ id: 'sample', installable: true });
    const { upload: id, digest } = inspected;
    const started = await call('administrator', 'POST', '/installations', { upload: id, digest });
    expect(started.statusCode).toBe(202);
    const { run } = started.json<{ run: string }>();
    await expect.poll(() => nodes.runs.get(run)?.state, { timeout: 20_000 }).toBe('succeeded');
    expect((await call('administrator', 'GET', '')).json()).toMatchObject({
      items: [{ id: 'sample', installedBy: 'Petra Klein', signed: true }],
    });
    const unconfirmed = await call('german', 'POST', '/sample/removal', { data: 'delete', confirmName: 'x' });
    expect(unconfirmed.json()).toMatchObject({
      code: 'invalid_input',
      detail: expect.stringContaining('„Beispiel“'),
    });
    expect((await call('administrator', 'POST', '/sample/removal', { data: 'keep' })).statusCode).toBe(204);
    expect((await call('administrator', 'POST', '/sample/disable')).json()).toMatchObject({
      code: 'not_found',
    });
  });
});
