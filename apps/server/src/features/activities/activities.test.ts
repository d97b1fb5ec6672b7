import type { activitiesQuery, ProblemCode, Transition } from '@fernwart/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { testDatabases } from '../../../testing/databases.ts';
import { type TestDesk, testDesk } from '../../../testing/desk.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Actor } from '../../platform/http/actor.ts';
import { maySeeActivity } from './may-see-activity.ts';
import { activitySnapshot, lockActivity } from './snapshot.ts';

type Query = z.output<typeof activitiesQuery>;
const everything: Query = { view: 'all', sort: 'updatedAt', direction: 'desc', limit: 200 };

describe.each(testDatabases)('activities on $kind', ({ open }) => {
  let db: Database;
  let desk: TestDesk;
  let anna: Actor;
  let ben: Actor;
  let rita: Actor;
  let rolf: Actor;
  let admin: Actor;
  let otto: Actor;
  let network: string;

  beforeAll(async () => {
    db = await open();
    desk = testDesk(db);
    network = await desk.team('Network');
    anna = await desk.person('Anna Agent', ['agent'], { teamIds: [network] });
    ben = await desk.person('Ben Agent', ['agent']);
    rita = await desk.person('Rita Müller', ['requester']);
    rolf = await desk.person('Rolf Requester', ['requester']);
    admin = await desk.person('Ada Admin', ['administrator']);
    otto = await desk.person('Otto Auditor', ['auditor']);
  });
  afterAll(() => db.close());
  beforeEach(() => {
    desk.emitted.length = 0;
    desk.touched.length = 0;
    desk.clock.advance({ minutes: 1 });
  });

  const create = (more: Partial<Parameters<TestDesk['activities']['create']>[1]> = {}, by = anna) =>
    desk.activities.create(by, {
      kind: 'incident',
      subject: 'Printer on fire',
      description: 'It smokes.',
      initiatorId: rita.id,
      teamId: null,
      priority: 1,
      assetIds: [],
      ...more,
    });
  async function move(
    id: string,
    transition: Transition,
    more: { note?: string; personId?: string; teamId?: string } = {},
    by = anna,
  ) {
    const { version } = await desk.activities.get(anna, id);
    return desk.activities.transition(by, id, { transition, version, ...more });
  }
  async function allRefused(code: ProblemCode, attempts: readonly Promise<unknown>[]): Promise<void> {
    for (const attempt of await Promise.allSettled(attempts))
      expect(attempt).toMatchObject({ status: 'rejected', reason: { code } });
  }
  const texts = async (id: string, by = anna) =>
    (await desk.activities.journal(by, id, { limit: 200 })).items.map((item) =>
      item.content.en
        .map((node) => ('text' in node ? node.text : 'name' in node ? node.name : '\n'))
        .join(''),
    );
  const events = () => desk.emitted.map((event) => event.type);

  describe('refuses', () => {
    test('what does not exist, in every call', async () => {
      const id = desk.newId();
      await allRefused('not_found', [
        desk.activities.get(anna, id),
        desk.activities.update(anna, id, { version: 1 }),
        desk.activities.transition(anna, id, { transition: 'accept', version: 1 }),
        desk.activities.journal(anna, id, { limit: 10 }),
        desk.activities.comment(anna, id, { text: 'x', visibility: 'internal' }),
        desk.activities.linkAsset(anna, id, desk.newId()),
        desk.activities.unlinkAsset(anna, id, desk.newId()),
        desk.activities.offers(anna, id, 'en'),
      ]);
    });

    test("another requester's activity as if it did not exist", async () => {
      const { id } = await create();
      await allRefused('not_found', [
        desk.activities.get(rolf, id),
        desk.activities.update(rolf, id, { version: 1, subject: 'Mine' }),
        desk.activities.transition(rolf, id, { transition: 'close', version: 1 }),
        desk.activities.journal(rolf, id, { limit: 10 }),
        desk.activities.comment(rolf, id, { text: 'x', visibility: 'requester' }),
        desk.activities.linkAsset(rolf, id, desk.newId()),
        desk.activities.offers(rolf, id, 'en'),
      ]);
      expect((await desk.activities.list(rolf, everything)).items.map((item) => item.id)).not.toContain(id);
      expect(await maySeeActivity(db, rolf, id)).toBe(false);
      expect(await maySeeActivity(db, rita, id)).toBe(true);
    });

    test('work by everybody who is no agent: requester, administrator, auditor', async () => {
      const { id } = await create();
      const assetId = await desk.assetRow('NB-0001');
      for (const actor of [rita, admin, otto]) {
        await allRefused('not_allowed', [
          desk.activities.update(actor, id, { version: 1, subject: 'x' }),
          desk.activities.transition(actor, id, { transition: 'accept', version: 1 }),
          desk.activities.linkAsset(actor, id, assetId),
          desk.activities.unlinkAsset(actor, id, assetId),
        ]);
      }
      for (const actor of [admin, otto]) {
        const comment = desk.activities.comment(actor, id, { text: 'x', visibility: 'internal' });
        await expect(comment).rejects.toMatchObject({ code: 'not_allowed' });
        await expect(create({ initiatorId: actor.id }, actor)).rejects.toMatchObject({ code: 'not_allowed' });
      }
      expect(await texts(id)).toHaveLength(1);
    });

    test('a stale version, and leaves everything as it is', async () => {
      const { id, version } = await create();
      await desk.activities.update(anna, id, { version, subject: 'First' });
      await allRefused('stale_version', [
        desk.activities.update(ben, id, { version, subject: 'Second' }),
        desk.activities.transition(ben, id, { transition: 'accept', version }),
      ]);
      expect(await desk.activities.get(anna, id)).toMatchObject({ subject: 'First', state: 200 });
    });

    test('a transition that does not start from the state, without a trace', async () => {
      const { id } = await create();
      await expect(move(id, 'reopen')).rejects.toMatchObject({ code: 'wrong_state' });
      expect(await texts(id)).toHaveLength(1);
      expect(events()).toEqual(['activity.created']);
    });

    test('changes of a closed activity', async () => {
      const { id } = await create();
      const { version } = await move(id, 'close');
      const assetId = await desk.assetRow('NB-0002');
      await allRefused('wrong_state', [
        desk.activities.update(anna, id, { version, subject: 'x' }),
        desk.activities.linkAsset(anna, id, assetId),
        desk.activities.unlinkAsset(anna, id, assetId),
      ]);
    });

    test('unknown and unusable people, teams and assets by the field', async () => {
      const gone = await desk.person('Gone', ['requester', 'agent'], { active: false });
      const own = await desk.assetRow('NB-0003', rita);
      const foreign = await desk.assetRow('NB-0004', rolf);
      const { id } = await create();
      const unknown = desk.newId();
      const attempts: [string, () => Promise<unknown>][] = [
        ['initiatorId', () => create({ initiatorId: unknown })],
        ['initiatorId', () => create({ initiatorId: gone.id })],
        ['teamId', () => create({ teamId: unknown })],
        ['teamId', () => create({ teamId: network }, rita)],
        ['assetIds.1', () => create({ assetIds: [own, unknown] })],
        ['assetIds.1', () => create({ assetIds: [own, foreign] }, rita)],
        ['initiatorId', () => desk.activities.update(anna, id, { version: 1, initiatorId: unknown })],
        ['assetId', () => desk.activities.linkAsset(anna, id, unknown)],
        ['personId', () => move(id, 'forward')],
        ['personId', () => move(id, 'forward', { personId: ben.id, teamId: network })],
        ['personId', () => move(id, 'forward', { personId: unknown })],
        ['personId', () => move(id, 'forward', { personId: gone.id })],
        ['personId', () => move(id, 'forward', { personId: rita.id })],
        ['teamId', () => move(id, 'forward', { teamId: unknown })],
      ];
      for (const [path, attempt] of attempts)
        await expect(attempt(), path).rejects.toMatchObject({ code: 'invalid_input', errors: [{ path }] });
    });

    test('cursors of another list or order', async () => {
      await create();
      await create();
      const { nextCursor } = await desk.activities.list(anna, { ...everything, limit: 1 });
      for (const query of [
        { ...everything, cursor: 'nonsense' },
        { ...everything, cursor: nextCursor, direction: 'asc' as const },
        { ...everything, cursor: nextCursor, sort: 'number' as const },
      ])
        await expect(desk.activities.list(anna, query)).rejects.toMatchObject({ code: 'invalid_input' });
    });
  });

  test('an activity begins new, with a number, its assets and a journal entry for the requester', async () => {
    const assetId = await desk.assetRow('NB-0005', rita);
    const made = await create({ kind: 'service_request', teamId: network, assetIds: [assetId, assetId] });
    expect(made).toMatchObject({
      number: expect.stringMatching(/^SRQ\d{5}$/),
      state: 200,
      version: 1,
      initiator: { id: rita.id, name: 'Rita Müller' },
      responsible: null,
      team: { id: network, name: 'Network' },
      assets: [{ id: assetId, name: 'NB-0005', inventoryNumber: null }],
      createdAt: desk.clock.now().toString(),
    });
    expect(await texts(made.id, rita)).toEqual(['The activity was created. Reported by Rita Müller.']);
    expect(events()).toEqual(['activity.created']);
    expect(desk.touched).toEqual(expect.arrayContaining([`activity:${made.id}`, 'activities']));
  });

  test('a requester reports for himself or herself, and for nobody else', async () => {
    await expect(create({ initiatorId: rita.id }, rolf)).rejects.toMatchObject({ code: 'not_allowed' });
    expect((await create({}, rita)).initiator?.id).toBe(rita.id);
  });

  test('the same idempotency key of the same person makes one activity, also at the same time', async () => {
    const body = {
      kind: 'ticket' as const,
      subject: 'Once',
      description: '',
      initiatorId: rita.id,
      teamId: null,
      priority: 1,
      assetIds: [],
    };
    const key = desk.newId();
    const made = await Promise.all([1, 2, 3].map(() => desk.activities.create(anna, body, key)));
    const again = await desk.activities.create(anna, { ...body, subject: 'Changed' }, key);
    expect(new Set([...made, again].map((activity) => activity.id)).size).toBe(1);
    expect(again.subject).toBe('Once');
    expect(events()).toEqual(['activity.created']);
    const other = await desk.activities.create(ben, body, key);
    expect(other.id).not.toBe(again.id);
  });

  test('the way of an activity: accepted, in progress, on hold, solved, closed, reopened', async () => {
    const { id } = await create();
    expect(await move(id, 'accept')).toMatchObject({ state: 201, responsible: { id: anna.id }, version: 2 });
    expect(await move(id, 'take_over', {}, ben)).toMatchObject({ state: 202, responsible: { id: ben.id } });
    expect(await move(id, 'hold', { note: 'Waiting for a part' })).toMatchObject({ state: 203 });
    expect(await move(id, 'solve', { note: 'New cable.\nTested.' })).toMatchObject({
      state: 220,
      solution: 'New cable.\nTested.',
      closedAt: null,
    });
    const closed = await move(id, 'close');
    expect(closed).toMatchObject({ state: 204, closedAt: desk.clock.now().toString() });
    expect(await move(id, 'reopen')).toMatchObject({ state: 202, solution: null, closedAt: null });
    expect(
      events()
        .map((type) => type.replace('activity.', ''))
        .join(' '),
    ).toBe(
      [
        'created',
        'changed responsible_changed state_changed',
        'changed responsible_changed state_changed',
        'changed state_changed',
        'changed state_changed solved',
        'changed state_changed closed',
        'changed state_changed reopened',
      ].join(' '),
    );
    expect(await texts(id)).toEqual([
      'The activity was reopened. Closed → In progress.',
      'The activity was closed. Solved → Closed.',
      'The activity was solved. On hold → Solved.\nNew cable.\nTested.',
      'The activity was put on hold. In progress → On hold.\nWaiting for a part',
      'The activity was taken over. Assigned → In progress.',
      'The activity was accepted. New → Assigned.',
      'The activity was created. Reported by Rita Müller.',
    ]);
    expect(await texts(id, rita)).toEqual([
      'The activity was reopened. Closed → In progress.',
      'The activity was closed. Solved → Closed.',
      'The activity was solved. On hold → Solved.\nNew cable.\nTested.',
      'The activity was created. Reported by Rita Müller.',
    ]);
  });

  test('events tell what was and what is', async () => {
    const { id, number } = await create();
    desk.emitted.length = 0;
    await move(id, 'accept');
    expect(desk.emitted).toEqual([
      expect.objectContaining({ type: 'activity.changed', subject: { type: 'activity', id } }),
      expect.objectContaining({
        type: 'activity.responsible_changed',
        version: 1,
        payload: { number, kind: 'incident', state: 201, actorId: anna.id, from: null, to: anna.id },
      }),
      expect.objectContaining({
        type: 'activity.state_changed',
        payload: expect.objectContaining({ from: 200, to: 201 }),
      }),
    ]);
  });

  test('of two who accept at the same time, one becomes responsible and the other is told', async () => {
    const { id, version } = await create();
    const answers = await Promise.allSettled(
      [anna, ben].map((actor) => desk.activities.transition(actor, id, { transition: 'accept', version })),
    );
    expect(answers.map((answer) => answer.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(answers).toContainEqual(
      expect.objectContaining({ reason: expect.objectContaining({ code: 'stale_version' }) }),
    );
    expect(await texts(id)).toHaveLength(2);
  });

  test('forwarding to a team takes the responsible off it, forwarding to a person names one', async () => {
    const { id } = await create();
    await move(id, 'take_over');
    expect(await move(id, 'forward', { teamId: network, note: 'Yours' })).toMatchObject({
      state: 200,
      responsible: null,
      team: { name: 'Network' },
    });
    expect(await move(id, 'forward', { personId: ben.id })).toMatchObject({
      state: 201,
      responsible: { id: ben.id },
      team: { name: 'Network' },
    });
    expect((await texts(id)).slice(0, 2)).toEqual([
      'The activity was forwarded to Ben Agent. New → Assigned.',
      'The activity was forwarded to Network. In progress → New.\nYours',
    ]);
    expect(await texts(id, rita)).toHaveLength(1);
  });

  test('changes are told on the journal; no change makes no version', async () => {
    const { id } = await create();
    const changed = await desk.activities.update(anna, id, {
      version: 1,
      subject: 'Scanner on fire',
      description: 'New',
      priority: 3,
      initiatorId: rolf.id,
    });
    expect(changed).toMatchObject({ version: 2, priority: 3, initiator: { name: 'Rolf Requester' } });
    expect((await texts(id))[0]).toBe(
      'Subject: Printer on fire → Scanner on fire\nDescription changed\nInitiator: Rolf Requester\nPriority: low → high',
    );
    expect((await desk.activities.update(anna, id, { version: 2, priority: 3 })).version).toBe(2);
  });

  test('assets are linked and unlinked once, each told on the journal', async () => {
    const { id } = await create();
    const assetId = await desk.assetRow('NB-0006');
    await desk.activities.linkAsset(anna, id, assetId);
    const linked = await desk.activities.linkAsset(anna, id, assetId);
    expect(linked).toMatchObject({ version: 2, assets: [{ id: assetId }] });
    await desk.activities.unlinkAsset(anna, id, assetId);
    expect((await desk.activities.unlinkAsset(anna, id, assetId)).assets).toEqual([]);
    expect((await texts(id)).slice(0, 2)).toEqual(['Asset unlinked: NB-0006', 'Asset linked: NB-0006']);
    expect(events().filter((type) => type === 'activity.changed')).toHaveLength(2);
  });

  test('comments of agents are internal unless meant otherwise; those of requesters never are', async () => {
    const { id, version } = await create();
    await desk.activities.comment(anna, id, { text: 'Secret', visibility: 'internal' });
    const reply = await desk.activities.comment(anna, id, { text: 'Hello Rita', visibility: 'requester' });
    const own = await desk.activities.comment(rita, id, { text: 'Hello Anna', visibility: 'internal' });
    expect(reply).toMatchObject({ kind: 'comment', author: { kind: 'person', name: 'Anna Agent' } });
    expect(own.visibility).toBe('requester');
    expect(await texts(id, rita)).toEqual(['Hello Anna', 'Hello Rita', expect.anything()]);
    expect(await texts(id, otto)).toContain('Secret');
    expect(events().slice(1)).toEqual(Array(3).fill('activity.commented'));
    expect((await desk.activities.get(anna, id)).version).toBe(version);
  });

  test('what the requester may see is all that anybody gets who asks for no more', async () => {
    const { id } = await create();
    await desk.activities.comment(anna, id, { text: 'Secret', visibility: 'internal' });
    await desk.activities.comment(anna, id, { text: 'Hello Rita', visibility: 'requester' });
    const seen = async (by: Actor, audience: 'all' | 'requester') =>
      (await desk.activities.journal(by, id, { limit: 200, audience })).items.map(
        (entry) => entry.visibility,
      );
    expect(await seen(anna, 'all')).toContain('internal');
    for (const [by, audience] of [
      [anna, 'requester'],
      [rita, 'requester'],
      [rita, 'all'],
    ] as const)
      expect(new Set(await seen(by, audience))).toEqual(new Set(['requester']));
  });

  test('the same comment under the same key is written once, and told once', async () => {
    const { id } = await create();
    const body = { text: 'Once', visibility: 'requester' as const };
    const key = desk.newId();
    const entries = await Promise.all([1, 2].map(() => desk.activities.comment(anna, id, body, key)));
    expect(entries[0]?.id).toBe(entries[1]?.id);
    expect(events().filter((type) => type === 'activity.commented')).toHaveLength(1);
    expect((await desk.activities.comment(ben, id, body, key)).author.name).toBe('Ben Agent');
    expect(await texts(id)).toHaveLength(3);
  });

  test('offers are what the state and the person allow, and what packages add', async () => {
    const asked: unknown[] = [];
    const panel = {
      id: 'session',
      package: 'teamviewer',
      title: 'TeamViewer',
      position: 1,
      place: 'desk' as const,
    };
    const { activities } = testDesk(db, async (...question) => {
      asked.push(question);
      return { actions: [], panels: [panel], isComplete: true };
    });
    const { id } = await create();
    expect(await activities.offers(anna, id, 'de')).toEqual({
      transitions: ['accept', 'take_over', 'close', 'forward'],
      actions: [],
      panels: [panel],
      isComplete: true,
    });
    expect(asked).toEqual([[{ type: 'activity', id }, anna, 'de']]);
    for (const actor of [rita, admin, otto])
      expect((await activities.offers(actor, id, 'en')).transitions).toEqual([]);
  });

  test('hostile and long texts stay text', async () => {
    const hostile = `<img src=x onerror=alert(1)>\u202e'); drop table activities;--\0\ud800 🦜 %_\\`;
    const stored = hostile.replace('\0', '\uFFFD').replace('\ud800', '\uFFFD');
    const long = `${'ä'.repeat(10_000)}\n${hostile}`;
    const made = await create({ subject: hostile, description: long });
    expect(made).toMatchObject({ subject: stored, description: long.replace(hostile, stored) });
    await desk.activities.comment(anna, made.id, { text: long, visibility: 'internal' });
    expect((await texts(made.id))[0]).toBe(long.replace(hostile, stored));
    const found = await desk.activities.list(anna, { ...everything, search: hostile });
    expect(found.items.map((item) => item.id)).toEqual([made.id]);
    expect((await desk.activities.list(anna, { ...everything, search: '%_%' })).items).toEqual([]);
  });

  describe('lists', () => {
    let tag: string;
    const list = (by: Actor, query: Partial<Query> = {}) =>
      desk.activities.list(by, { ...everything, search: tag, ...query });
    const subjects = async (by: Actor, query: Partial<Query> = {}) =>
      (await list(by, query)).items.map((item) => item.subject.replace(`${tag} `, '')).sort();

    beforeAll(async () => {
      tag = desk.newId();
      const make = (name: string, more: Parameters<typeof create>[0] = {}) =>
        create({ subject: `${tag} ${name}`, ...more });
      await make('new');
      await make('team', { teamId: network, kind: 'ticket' });
      await move((await make('accepted')).id, 'accept');
      await move((await make('of Ben')).id, 'take_over', {}, ben);
      await move((await make('old')).id, 'close');
      desk.clock.advance({ hours: 15 * 24 });
      await move((await make('closed', { initiatorId: rolf.id })).id, 'close');
    });

    test('show what the view says', async () => {
      expect(await subjects(anna)).toEqual(['accepted', 'closed', 'new', 'of Ben', 'old', 'team']);
      expect(await subjects(anna, { view: 'mine' })).toEqual(['accepted']);
      expect(await subjects(anna, { view: 'my_teams' })).toEqual(['team']);
      expect(await subjects(ben, { view: 'my_teams' })).toEqual([]);
      expect(await subjects(anna, { view: 'unassigned' })).toEqual(['new', 'team']);
      expect(await subjects(anna, { view: 'recently_closed' })).toEqual(['closed']);
    });

    test('show a requester no more than the own ones, whatever the view', async () => {
      expect(await subjects(rolf)).toEqual(['closed']);
      expect(await subjects(rolf, { view: 'unassigned' })).toEqual([]);
      expect(await subjects(rita, { view: 'mine' })).toEqual(['accepted', 'new', 'of Ben', 'team']);
    });

    test('narrow by state, kind and team', async () => {
      expect(await subjects(anna, { states: '201,202' })).toEqual(['accepted', 'of Ben']);
      expect(await subjects(anna, { states: 'abc,99999999999' })).toEqual([]);
      expect(await subjects(anna, { kind: 'ticket' })).toEqual(['team']);
      expect(await subjects(anna, { team: network })).toEqual(['team']);
      expect(await subjects(anna, { team: desk.newId() })).toEqual([]);
    });

    test('narrow to what one person reported', async () => {
      const found = await desk.activities.list(anna, { ...everything, initiator: rolf.id });
      expect(found.items.length).toBeGreaterThan(0);
      expect(new Set(found.items.map((item) => item.initiator?.id))).toEqual(new Set([rolf.id]));
      expect((await desk.activities.list(rita, { ...everything, initiator: rolf.id })).items).toEqual([]);
    });

    test('find number, subject, initiator and responsible, whatever the case', async () => {
      const [first] = (await list(anna)).items;
      const numbers = await desk.activities.list(anna, {
        ...everything,
        search: first?.number.toLowerCase(),
      });
      expect(numbers.items.map((item) => item.id)).toEqual([first?.id]);
      const total = async (search: string) =>
        (await desk.activities.list(anna, { ...everything, search })).total ?? 0;
      expect(await total('rita MÜLL')).toBeGreaterThan(3);
      expect(await total('ben agent')).toBeGreaterThan(0);
      expect(await total('nobody of this name')).toBe(0);
    });

    test('page through equals without meeting one twice or missing one, in every order', async () => {
      const at = desk.clock.now();
      const many = desk.newId();
      const count = 23;
      await Promise.all(
        Array.from({ length: count }, () => create({ subject: `${many} <${'\u0001'.repeat(300)}` })),
      );
      expect(desk.clock.now()).toEqual(at);
      for (const sort of ['updatedAt', 'createdAt', 'number', 'subject', 'state', 'priority'] as const)
        for (const direction of ['asc', 'desc'] as const) {
          const seen: string[] = [];
          let cursor: string | undefined;
          do {
            const page = await desk.activities.list(anna, {
              ...everything,
              search: many,
              sort,
              direction,
              limit: 5,
              cursor,
            });
            expect(page.total).toBe(count);
            expect(page.nextCursor?.length ?? 0).toBeLessThanOrEqual(500);
            seen.push(...page.items.map((item) => item.id));
            cursor = page.nextCursor;
          } while (cursor !== undefined);
          expect(new Set(seen).size, `${sort} ${direction}`).toBe(count);
          expect(seen).toHaveLength(count);
        }
    });

    test('sort by what was asked', async () => {
      const names = (await list(anna, { sort: 'subject', direction: 'asc' })).items.map(
        (item) => item.subject,
      );
      expect(names).toEqual(names.toSorted((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)));
      const states = (await list(anna, { sort: 'state', direction: 'desc' })).items.map((item) => item.state);
      expect(states).toEqual(states.toSorted((a, b) => b - a));
    });
  });

  test('snapshots tell add-ons what they need, and lock on request', async () => {
    const assetId = await desk.assetRow('NB-0007');
    const { id, number } = await create({ assetIds: [assetId] });
    const expected = {
      id,
      number,
      kind: 'incident',
      subject: 'Printer on fire',
      state: 200,
      initiatorId: rita.id,
      responsibleId: null,
      teamId: null,
      assetIds: [assetId],
      createdAt: desk.clock.now(),
      closedAt: null,
    };
    expect(await activitySnapshot(db, id)).toEqual(expected);
    expect(await db.transaction((tx) => lockActivity(tx, id))).toEqual(expected);
    expect(await activitySnapshot(db, desk.newId())).toBeNull();
    expect(await activitySnapshot(db, "' or 1=1 --")).toBeNull();
  });
});
