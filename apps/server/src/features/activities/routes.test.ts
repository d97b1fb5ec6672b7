import { activitiesPage, activity, activityOffers, journalEntry, journalPage } from '@fernwart/contract';
import type { InjectOptions } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testDatabases } from '../../../testing/databases.ts';
import { type TestDesk, testDesk } from '../../../testing/desk.ts';
import { openTestServer, type TestServer } from '../../../testing/http.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Actor } from '../../platform/http/actor.ts';
import { activityRoutes } from './routes.ts';

const [pglite] = testDatabases;
if (!pglite) throw new Error('no database to test on');

describe('the routes of activities', () => {
  let db: Database;
  let desk: TestDesk;
  let server: TestServer;
  let agent: Actor;
  let requester: Actor;
  let stranger: Actor;

  beforeAll(async () => {
    db = await pglite.open();
    desk = testDesk(db);
    agent = await desk.person('Anna Agent', ['agent']);
    requester = await desk.person('Rita Müller', ['requester']);
    stranger = await desk.person('Rolf', ['requester']);
    server = await openTestServer({ actors: [agent, requester, stranger] });
    activityRoutes(server.router, desk.activities);
  });
  afterAll(async () => {
    await server.stop();
    await db.close();
  });

  const call = (
    by: Actor | null,
    method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
    path: string,
    payload?: InjectOptions['payload'],
    headers: Record<string, string> = {},
  ) =>
    server.app.inject({
      method,
      url: `/api/v1/activities${path}`,
      headers: { ...(by ? { 'x-test-actor': by.signInId } : {}), ...headers },
      ...(payload === undefined ? {} : { payload }),
    });
  const create = async (by = agent, more: object = {}) =>
    call(by, 'POST', '', { kind: 'incident', subject: 'Printer', initiatorId: requester.id, ...more });

  test('refuse everybody who is not signed in', async () => {
    const id = desk.newId();
    for (const [method, path] of [
      ['GET', ''],
      ['POST', ''],
      ['GET', `/${id}`],
      ['PATCH', `/${id}`],
      ['POST', `/${id}/transitions`],
      ['GET', `/${id}/offers`],
      ['GET', `/${id}/journal`],
      ['POST', `/${id}/journal`],
      ['POST', `/${id}/assets`],
      ['DELETE', `/${id}/assets/${id}`],
    ] as const) {
      const answer = await call(null, method, path, method === 'GET' ? undefined : {});
      expect(answer.json(), `${method} ${path}`).toMatchObject({ code: 'not_signed_in', status: 401 });
    }
  });

  test('answer bad input with the right problem', async () => {
    const { id, version } = (await create()).json();
    const problems: [string, number, ReturnType<typeof call>][] = [
      ['not_found', 404, call(agent, 'GET', '/not-an-id')],
      ['not_found', 404, call(agent, 'GET', `/${desk.newId()}`)],
      ['not_found', 404, call(stranger, 'GET', `/${id}`)],
      ['not_allowed', 403, call(requester, 'PATCH', `/${id}`, { version, subject: 'x' })],
      ['stale_version', 409, call(agent, 'PATCH', `/${id}`, { version: 99, subject: 'x' })],
      ['wrong_state', 409, call(agent, 'POST', `/${id}/transitions`, { version, transition: 'reopen' })],
      ['invalid_input', 400, call(agent, 'POST', `/${id}/transitions`, { version, transition: 'explode' })],
      ['invalid_input', 400, call(agent, 'PATCH', `/${id}`, { version, subject: '  ' })],
      ['invalid_input', 400, call(agent, 'PATCH', `/${id}`, { version, subject: 'x'.repeat(401) })],
      ['invalid_input', 400, call(agent, 'POST', `/${id}/journal`, { text: 'x'.repeat(20_001) })],
      ['invalid_input', 400, call(agent, 'GET', '?limit=100000')],
      ['invalid_input', 400, call(agent, 'GET', '?cursor=nonsense')],
      ['invalid_input', 400, call(agent, 'GET', '?view=everything')],
      ['malformed_json', 400, call(agent, 'POST', '', '{"kind"', { 'content-type': 'application/json' })],
    ];
    for (const [code, status, asked] of problems) {
      const answer = await asked;
      expect(answer.json()).toMatchObject({ code, status });
      expect(answer.statusCode).toBe(status);
      expect(answer.headers['content-type']).toContain('application/problem+json');
    }
  });

  test('carry an activity through its life', async () => {
    const made = await create();
    expect(made.statusCode).toBe(201);
    const { id, version } = activity.parse(made.json());
    const accepted = await call(agent, 'POST', `/${id}/transitions`, { transition: 'accept', version });
    expect(activity.parse(accepted.json())).toMatchObject({ state: 201, responsible: { id: agent.id } });
    const comment = await call(agent, 'POST', `/${id}/journal`, { text: 'Hello', visibility: 'requester' });
    expect(comment.statusCode).toBe(201);
    journalEntry.parse(comment.json());
    const assetId = await desk.assetRow('NB-0001');
    const linked = await call(agent, 'POST', `/${id}/assets`, { assetId });
    expect(activity.parse(linked.json()).assets).toHaveLength(1);
    const unlinked = await call(agent, 'DELETE', `/${id}/assets/${assetId}`);
    expect(activity.parse(unlinked.json()).assets).toHaveLength(0);
    const offers = activityOffers.parse((await call(agent, 'GET', `/${id}/offers`)).json());
    expect(offers.transitions).toEqual(['take_over', 'hold', 'solve', 'close', 'forward']);
    const journal = journalPage.parse((await call(requester, 'GET', `/${id}/journal?limit=1`)).json());
    expect(journal.items).toMatchObject([{ kind: 'comment' }]);
    expect(journal.nextCursor).toBeDefined();
    const list = activitiesPage.parse((await call(requester, 'GET', '?view=mine&search=printer')).json());
    expect(list.items.map((item) => item.id)).toContain(id);
    const responsibleFor = async (person: string) => {
      const answer = await call(agent, 'GET', `?responsible=${person}&states=200,201,202,203`);
      return activitiesPage.parse(answer.json()).items.map((item) => item.id);
    };
    expect(await responsibleFor(agent.id)).toContain(id);
    expect(await responsibleFor(requester.id)).toEqual([]);
  });

  test('make one activity and one comment of a repeated Idempotency-Key', async () => {
    const key = { 'idempotency-key': desk.newId() };
    const body = { kind: 'ticket', subject: 'Once', initiatorId: requester.id };
    const [first, second] = [
      await call(agent, 'POST', '', body, key),
      await call(agent, 'POST', '', body, key),
    ];
    expect(first.json().id).toBe(second.json().id);
    const path = `/${first.json().id}/journal`;
    const comments = [
      await call(agent, 'POST', path, { text: 'Once' }, key),
      await call(agent, 'POST', path, { text: 'Once' }, key),
    ];
    expect(comments[0]?.json().id).toBe(comments[1]?.json().id);
  });
});
