import { mostSavedFilters, savedFilter, savedFilters } from '@fernwart/contract';
import type { InjectOptions } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testDatabases } from '../../../testing/databases.ts';
import { type TestDesk, testDesk } from '../../../testing/desk.ts';
import { openTestServer, type TestServer } from '../../../testing/http.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Actor } from '../../platform/http/actor.ts';
import { savedFilterRoutes } from './routes.ts';

describe.each(testDatabases)('saved filters on $kind', ({ open }) => {
  let db: Database;
  let desk: TestDesk;
  let server: TestServer;
  let anna: Actor;
  let ben: Actor;
  let rita: Actor;

  beforeAll(async () => {
    db = await open();
    desk = testDesk(db);
    anna = await desk.person('Anna', ['agent']);
    ben = await desk.person('Ben', ['agent']);
    rita = await desk.person('Rita', ['requester']);
    server = await openTestServer({ actors: [anna, ben, rita] });
    savedFilterRoutes(server.router, desk);
  });
  afterAll(async () => {
    await server.stop();
    await db.close();
  });

  const call = (
    by: Actor | null,
    method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
    path = '',
    payload?: InjectOptions['payload'],
  ) =>
    server.app.inject({
      method,
      url: `/api/v1/saved-filters${path}`,
      headers: by ? { 'x-test-actor': by.signInId } : {},
      ...(payload === undefined ? {} : { payload }),
    });
  const save = (by: Actor, name: string, filter: object = { states: '200,201' }) =>
    call(by, 'POST', '', { name, filter });
  const names = async (by: Actor) =>
    savedFilters.parse((await call(by, 'GET')).json()).items.map(({ name }) => name);

  test('are refused to nobody, to requesters, and to others as if they did not exist', async () => {
    const { id } = (await save(anna, 'Private')).json();
    expect((await call(null, 'GET')).json()).toMatchObject({ code: 'not_signed_in' });
    expect((await save(rita, 'x')).json()).toMatchObject({ code: 'not_allowed' });
    for (const by of [ben])
      for (const answer of [
        await call(by, 'PATCH', `/${id}`, { name: 'Mine' }),
        await call(by, 'DELETE', `/${id}`),
      ])
        expect(answer.json()).toMatchObject({ code: 'not_found' });
    expect(await names(ben)).toEqual([]);
    expect(await names(anna)).toEqual(['Private']);
  });

  test('are refused without a name, under a taken one, with a cut that is none, and beyond their number', async () => {
    await save(ben, 'Taken');
    expect((await save(ben, '  ')).json()).toMatchObject({ code: 'invalid_input' });
    expect((await save(ben, 'x'.repeat(81))).json()).toMatchObject({ code: 'invalid_input' });
    expect((await save(ben, 'x', { view: 'everything' })).json()).toMatchObject({ code: 'invalid_input' });
    expect((await save(ben, 'tAKEN')).json()).toMatchObject({ code: 'already_exists' });
    const { id } = (await save(ben, 'Other')).json();
    const renamed = await call(ben, 'PATCH', `/${id}`, { name: 'taken' });
    expect(renamed.json()).toMatchObject({ code: 'already_exists' });
    for (let count = 2; count < mostSavedFilters; count++) await save(ben, `filter ${count}`);
    expect((await save(ben, 'one more')).json()).toMatchObject({ code: 'wrong_state' });
    expect(await names(ben)).toHaveLength(mostSavedFilters);
  });

  test('are kept, renamed, changed and deleted; hostile names stay text', async () => {
    const hostile = '<script>alert(1)</script>\u202e 👩‍👩‍👧 \0';
    const filter = { view: 'unassigned', search: hostile, sort: 'priority', direction: 'desc' };
    const made = await save(anna, hostile, filter);
    expect(made.statusCode).toBe(201);
    const { id, name } = savedFilter.parse(made.json());
    expect(name).toBe(hostile.replace('\0', '\uFFFD'));
    const changed = await call(anna, 'PATCH', `/${id}`, { name: 'Mornings', filter: { states: '200' } });
    expect(changed.json()).toEqual({ id, name: 'Mornings', filter: { states: '200' } });
    expect(await names(anna)).toContain('Mornings');
    expect((await call(anna, 'DELETE', `/${id}`)).statusCode).toBe(204);
    expect((await call(anna, 'DELETE', `/${id}`)).json()).toMatchObject({ code: 'not_found' });
  });
});
