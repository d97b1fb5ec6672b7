import { asset, assetOffers, assetsPage } from '@fernwart/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testDatabases } from '../../../testing/databases.ts';
import { type TestDesk, testDesk } from '../../../testing/desk.ts';
import { openTestServer, type TestServer } from '../../../testing/http.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Actor } from '../../platform/http/actor.ts';
import { createPackageAttributes } from './package-attributes.ts';
import { assetRoutes } from './routes.ts';
import { createAssets } from './service.ts';

const [pglite] = testDatabases;
if (!pglite) throw new Error('no database to test on');

describe('the routes of assets', () => {
  let db: Database;
  let desk: TestDesk;
  let server: TestServer;
  let agent: Actor;
  let requester: Actor;

  beforeAll(async () => {
    db = await pglite.open();
    desk = testDesk(db);
    agent = await desk.person('Anna Agent', ['agent'], { language: 'de' });
    requester = await desk.person('Rita Müller', ['requester']);
    server = await openTestServer({ actors: [agent, requester] });
    assetRoutes(
      server.router,
      createAssets({
        ...desk,
        packageAttributes: createPackageAttributes(desk),
        catalogue: {
          all: () => [],
          label: (packageId, _name, language) =>
            packageId === 'teamviewer' ? { de: 'Kennung', en: 'ID' }[language] : null,
          pattern: () => /^\d+$/,
        },
        addonOffers: async () => ({ actions: [], panels: [], isComplete: true }),
      }),
    );
  });
  afterAll(async () => {
    await server.stop();
    await db.close();
  });

  const call = (by: Actor | null, method: 'GET' | 'POST' | 'PATCH' | 'PUT', path: string, payload?: object) =>
    server.app.inject({
      method,
      url: `/api/v1/assets${path}`,
      ...(by ? { headers: { 'x-test-actor': by.signInId } } : {}),
      ...(payload === undefined ? {} : { payload }),
    });

  test('refuse everybody who is not signed in', async () => {
    const id = desk.newId();
    for (const [method, path] of [
      ['GET', ''],
      ['POST', ''],
      ['GET', `/${id}`],
      ['PATCH', `/${id}`],
      ['GET', `/${id}/offers`],
      ['PUT', `/${id}/attributes/teamviewer/id`],
    ] as const)
      expect((await call(null, method, path, method === 'GET' ? undefined : {})).statusCode).toBe(401);
  });

  test('answer bad input with the right problem', async () => {
    const { id } = (await call(agent, 'POST', '', { name: 'NB-1', inventoryNumber: 'I-1' })).json();
    const problems: [string, ReturnType<typeof call>][] = [
      ['not_found', call(agent, 'GET', '/not-an-id')],
      ['not_found', call(requester, 'GET', `/${id}`)],
      ['not_allowed', call(requester, 'POST', '', { name: 'x' })],
      ['invalid_input', call(agent, 'POST', '', { name: '' })],
      ['invalid_input', call(agent, 'POST', '', { name: 'x'.repeat(201) })],
      ['already_exists', call(agent, 'POST', '', { name: 'x', inventoryNumber: 'I-1' })],
      ['stale_version', call(agent, 'PATCH', `/${id}`, { version: 7, name: 'x' })],
      ['invalid_input', call(agent, 'PUT', `/${id}/attributes/teamviewer/id`, { value: 'x' })],
      ['not_found', call(agent, 'PUT', `/${id}/attributes/unknown/id`, { value: '1' })],
    ];
    for (const [code, asked] of problems) expect((await asked).json()).toMatchObject({ code });
  });

  test('a change leaves alone what it does not name', async () => {
    const made = (
      await call(agent, 'POST', '', { name: 'NB-2', kind: 'tablet', model: 'T14', location: 'Bonn' })
    ).json();
    const changed = await call(agent, 'PATCH', `/${made.id}`, { version: 1, name: 'NB-3' });
    expect(asset.parse(changed.json())).toMatchObject({
      name: 'NB-3',
      kind: 'tablet',
      model: 'T14',
      location: 'Bonn',
    });
  });

  test("an attribute set by hand is told in the reader's language, and found again", async () => {
    const { id } = (await call(agent, 'POST', '', { name: 'NB-4' })).json();
    const set = await call(agent, 'PUT', `/${id}/attributes/teamviewer/id`, { value: '123456789' });
    expect(asset.parse(set.json()).attributes).toMatchObject([
      { package: 'teamviewer', name: 'id', label: 'Kennung', value: '123456789', origin: 'by_hand' },
    ]);
    const found = assetsPage.parse((await call(agent, 'GET', '?search=123456789')).json());
    expect(found.items.map((item) => item.id)).toEqual([id]);
    assetOffers.parse((await call(agent, 'GET', `/${id}/offers`)).json());
  });
});
