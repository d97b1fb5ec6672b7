import { bulkAnswer } from '@fernwart/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testDatabases } from '../../../testing/databases.ts';
import { type TestDesk, testDesk } from '../../../testing/desk.ts';
import { openTestServer, type TestServer } from '../../../testing/http.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Actor } from '../../platform/http/actor.ts';
import { activityRoutes } from './routes.ts';

describe.each(testDatabases)('a working day on $kind', ({ open }) => {
  let db: Database;
  let desk: TestDesk;
  let server: TestServer;
  let anna: Actor;
  let ben: Actor;
  let rita: Actor;
  let otto: Actor;

  beforeAll(async () => {
    db = await open();
    desk = testDesk(db);
    anna = await desk.person('Anna', ['agent'], { language: 'de' });
    ben = await desk.person('Ben', ['agent']);
    rita = await desk.person('Rita', ['requester']);
    otto = await desk.person('Otto', ['auditor']);
    server = await openTestServer({ actors: [anna, ben, rita, otto] });
    activityRoutes(server.router, desk.activities);
  });
  afterAll(async () => {
    await server.stop();
    await db.close();
  });

  const create = (more: object = {}) =>
    desk.activities.create(anna, {
      kind: 'incident',
      subject: 'Printer',
      description: '',
      initiatorId: rita.id,
      teamId: null,
      priority: 1,
      assetIds: [],
      ...more,
    });

  describe('several at once', () => {
    const bulk = async (by: Actor | null, payload: object) =>
      server.app.inject({
        method: 'POST',
        url: '/api/v1/activities/bulk',
        headers: by ? { 'x-test-actor': by.signInId } : {},
        payload,
      });

    test('are refused to whoever is no agent, and without an activity or an action', async () => {
      const { id, version } = await create();
      const items = [{ id, version }];
      expect((await bulk(null, { action: 'take_over', items })).json()).toMatchObject({
        code: 'not_signed_in',
      });
      for (const by of [rita, otto])
        expect((await bulk(by, { action: 'take_over', items })).json()).toMatchObject({
          code: 'not_allowed',
        });
      for (const wrong of [
        { action: 'take_over', items: [] },
        { action: 'close', items },
        { action: 'priority', items },
        { action: 'take_over', items: Array.from({ length: 101 }, () => items[0]) },
      ])
        expect((await bulk(anna, wrong)).json()).toMatchObject({ code: 'invalid_input' });
      expect(await desk.activities.get(anna, id)).toMatchObject({ version, responsible: null });
    });

    test('answer each for itself: what one refuses, the others do all the same', async () => {
      const [good, stale, closed] = [await create(), await create(), await create()];
      const { version } = await desk.activities.transition(anna, closed.id, {
        transition: 'close',
        version: 1,
      });
      const answer = await bulk(anna, {
        action: 'take_over',
        items: [
          { id: stale.id, version: 7 },
          { id: closed.id, version },
          { id: desk.newId(), version: 1 },
          { id: good.id, version: 1 },
        ],
      });
      const { items } = bulkAnswer.parse(answer.json());
      expect(items.map(({ refusal }) => refusal?.code)).toEqual([
        'stale_version',
        'wrong_state',
        'not_found',
        undefined,
      ]);
      expect(items[1]?.refusal?.text).toBe('Das ist im jetzigen Zustand nicht möglich.');
      expect(await desk.activities.get(anna, good.id)).toMatchObject({
        responsible: { id: anna.id },
        version: 2,
      });
    });

    test('are forwarded with one note, and weighed each by its own priority, which also takes it back', async () => {
      const [first, second] = [await create({ priority: 0 }), await create({ priority: 3 })];
      const forwarded = await bulk(anna, {
        action: 'forward',
        personId: ben.id,
        note: 'please',
        items: [first, second].map(({ id, version }) => ({ id, version })),
      });
      expect(bulkAnswer.parse(forwarded.json()).items.map(({ version }) => version)).toEqual([2, 2]);
      const weigh = async (priorities: [number, number], version: number) =>
        bulk(anna, {
          action: 'priority',
          items: [first, second].map(({ id }, index) => ({ id, version, priority: priorities[index] })),
        });
      await weigh([2, 2], 2);
      await weigh([0, 3], 3);
      const now = await Promise.all([first, second].map(({ id }) => desk.activities.get(anna, id)));
      expect(now.map(({ priority }) => priority)).toEqual([0, 3]);
    });

    test('taken over or forwarded, they are put back as they stood, unless anything came between', async () => {
      const [network, storage] = [await desk.team('Network'), await desk.team('Storage')];
      const [fresh, held, touched] = [
        await create({ teamId: network }),
        await create({ teamId: network }),
        await create(),
      ];
      const made = [fresh, held, touched];
      await desk.activities.transition(ben, held.id, { transition: 'take_over', version: 1 });
      await desk.activities.transition(ben, held.id, { transition: 'hold', version: 2 });
      const before = await Promise.all(made.map(({ id }) => desk.activities.get(anna, id)));
      const standing = (of: (typeof before)[number], version: number) => ({
        id: of.id,
        version,
        state: of.state,
        responsibleId: of.responsible?.id ?? null,
        teamId: of.team?.id ?? null,
      });
      const versions = async (payload: object) =>
        bulkAnswer.parse((await bulk(anna, payload)).json()).items.map(({ version }) => version);
      const items = before.map(({ id, version }) => ({ id, version }));
      for (const move of [{ action: 'forward', teamId: storage }, { action: 'take_over' }]) {
        const now = await Promise.all(items.map(({ id }) => desk.activities.get(anna, id)));
        const moved = await versions({ ...move, items: now.map(({ id, version }) => ({ id, version })) });
        await desk.activities.update(ben, touched.id, { version: moved[2] ?? 0, subject: `Not ${moved[2]}` });
        const answer = await bulk(anna, {
          action: 'put_back',
          items: before.map((each, index) => standing(each, moved[index] ?? 0)),
        });
        expect(bulkAnswer.parse(answer.json()).items.map(({ refusal }) => refusal?.code)).toEqual([
          undefined,
          undefined,
          'stale_version',
        ]);
        for (const [index, each] of [fresh, held].entries()) {
          const { state, responsible, team } = await desk.activities.get(anna, each.id);
          const { state: was, responsible: who, team: where } = before[index] ?? expect.fail();
          expect({ state, responsible, team }).toEqual({ state: was, responsible: who, team: where });
        }
      }
      const { items: written } = await desk.activities.journal(anna, held.id, { limit: 50 });
      expect(JSON.stringify(written[0]?.content.en)).toMatch(/Undone\..*In progress → On hold.*Ben/);
    });

    test('nothing is put back that has ended, to somebody who no longer works here, or where it cannot have been', async () => {
      const [network] = [await desk.team('Racks')];
      const gone = await desk.person('Gone', ['agent'], { active: false });
      const { id } = await create({ teamId: network });
      const back = async (to: object) => {
        const { version } = await desk.activities.get(anna, id);
        const answer = await bulk(anna, {
          action: 'put_back',
          items: [{ id, version, state: 200, responsibleId: null, teamId: network, ...to }],
        });
        return bulkAnswer.parse(answer.json()).items[0]?.refusal?.code;
      };
      expect(await back({ state: 204 })).toBe('wrong_state');
      expect(await back({ state: 202 })).toBe('wrong_state');
      expect(await back({ responsibleId: anna.id })).toBe('wrong_state');
      expect(await back({ state: 201, responsibleId: gone.id })).toBe('invalid_input');
      expect(await back({ state: 201, responsibleId: rita.id })).toBe('invalid_input');
      expect(await back({ teamId: desk.newId() })).toBe('invalid_input');
      await desk.activities.transition(anna, id, { transition: 'close', version: 1 });
      expect(await back({})).toBe('wrong_state');
    });
  });

  describe('a team that is archived', () => {
    test('gets no activity any more, by whatever way, and the refusal says so', async () => {
      const [archived, other] = [await desk.team('Fax machines'), await desk.team('Phones')];
      const { id } = await create({ teamId: archived });
      await db.sql`update teams set archived_at = now() where id = ${archived}`;
      const refused = {
        code: 'invalid_input',
        detail: { en: 'The team “Fax machines” is archived: choose another one.' },
        errors: [{ path: 'teamId' }],
      };
      await expect(create({ teamId: archived })).rejects.toMatchObject(refused);
      const forward = (teamId: string, version: number) =>
        desk.activities.transition(anna, id, { transition: 'forward', version, teamId });
      await expect(forward(archived, 1)).rejects.toMatchObject(refused);
      await forward(other, 1);
      const back = { version: 2, state: 200, responsibleId: null, teamId: archived } as const;
      await expect(desk.activities.putBack(anna, id, back)).rejects.toMatchObject(refused);
      // What lies there already can be worked on, and undone, where it lies.
      const { id: left } = await create({ teamId: other });
      await db.sql`update teams set archived_at = now() where id = ${other}`;
      await desk.activities.transition(anna, left, { transition: 'take_over', version: 1 });
      await desk.activities.putBack(anna, left, { ...back, teamId: other });
    });
  });

  describe('a priority', () => {
    test('follows from urgency and impact, until it is chosen by itself', async () => {
      const made = await create({ urgency: 3, impact: 2 });
      expect(made).toMatchObject({ priority: 3, urgency: 3, impact: 2 });
      const lower = await desk.activities.update(anna, made.id, { version: 1, urgency: 1, impact: 1 });
      expect(lower).toMatchObject({ priority: 1, urgency: 1, impact: 1 });
      const same = await desk.activities.update(anna, made.id, { version: 2, priority: 1 });
      expect(same).toMatchObject({ version: 2, urgency: 1 });
      const chosen = await desk.activities.update(anna, made.id, { version: 2, priority: 2 });
      expect(chosen).toMatchObject({ priority: 2, urgency: null, impact: null });
    });

    test('is refused with one of both alone', async () => {
      const { id } = await create();
      await expect(desk.activities.update(anna, id, { version: 1, urgency: 2 })).rejects.toMatchObject({
        code: 'invalid_input',
      });
      await expect(create({ impact: 2 })).rejects.toMatchObject({ code: 'invalid_input' });
    });
  });

  describe('similar activities', () => {
    const similar = async (by: Actor, query: { text?: string; initiatorId?: string }) =>
      (await desk.activities.similar(by, { text: '', ...query })).map(({ subject }) => subject);

    test('are refused to a requester', async () => {
      await expect(similar(rita, { text: 'Scanner' })).rejects.toMatchObject({ code: 'not_allowed' });
    });

    test('are the open ones with most words in common, and those of the same initiator', async () => {
      const rolf = await desk.person('Rolf', ['requester']);
      await create({ subject: 'The scanner scans nothing' });
      await create({ subject: 'Scanner jams paper', description: 'Every second page.' });
      await create({ subject: 'Mouse', initiatorId: rolf.id });
      const { id } = await create({ subject: 'Scanner with jammed paper' });
      await desk.activities.transition(anna, id, { transition: 'close', version: 1 });
      expect(await similar(anna, { text: 'my scanner is jamming the papers' })).toEqual([
        'Scanner jams paper',
        'The scanner scans nothing',
      ]);
      expect(await similar(otto, { text: 'the', initiatorId: rolf.id })).toEqual(['Mouse']);
      expect(await similar(anna, { text: '?!' })).toEqual([]);
    });
  });
});
