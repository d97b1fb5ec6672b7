import { type NotificationKind, notificationMails, notificationsPage } from '@fernwart/contract';
import type { InjectOptions } from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { testDatabases } from '../../../testing/databases.ts';
import { type TestDesk, testDesk } from '../../../testing/desk.ts';
import { openTestServer, type TestServer } from '../../../testing/http.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Actor } from '../../platform/http/actor.ts';
import { createForgetRead } from './forget-read.ts';
import { notificationRoutes } from './routes.ts';

describe.each(testDatabases)('notifications on $kind', ({ open }) => {
  let db: Database;
  let desk: TestDesk;
  let server: TestServer;
  let anna: Actor;
  let ben: Actor;
  let rita: Actor;
  let everybody: Actor[];

  beforeAll(async () => {
    db = await open();
    desk = testDesk(db);
    anna = await desk.person('Anna Agent', ['agent'], { email: 'anna@example.org', language: 'de' });
    ben = await desk.person('Ben Agent', ['agent'], { email: 'ben@example.org' });
    rita = await desk.person('Rita Müller', ['requester'], { email: 'rita@example.org' });
    everybody = [anna, ben, rita];
    server = await openTestServer({ actors: everybody });
    const readsDesk = (actor: Actor) => actor.roles.has('agent');
    notificationRoutes(server.router, { ...desk, readsDesk });
  });
  afterAll(async () => {
    await server.stop();
    await db.close();
  });
  beforeEach(async () => {
    await db.sql`delete from notifications`;
    await db.sql`delete from notification_mails`;
    desk.mailed.length = 0;
    desk.clock.advance({ minutes: 1 });
  });

  const call = (
    by: Actor | null,
    method: 'GET' | 'POST' | 'PUT',
    path: string,
    payload?: InjectOptions['payload'],
  ) =>
    server.app.inject({
      method,
      url: `/api/v1${path}`,
      headers: by ? { 'x-test-actor': by.signInId } : {},
      ...(payload === undefined ? {} : { payload }),
    });
  const page = async (by: Actor, query = '') =>
    notificationsPage.parse((await call(by, 'GET', `/notifications${query}`)).json());
  const kinds = async (by: Actor) => (await page(by)).items.map(({ kind }) => kind);
  const wish = (by: Actor, ...wanted: NotificationKind[]) =>
    call(by, 'PUT', '/me/notification-mails', { kinds: wanted });
  const create = async (more: { teamId?: string; initiator?: Actor; subject?: string } = {}) =>
    desk.activities.create(anna, {
      kind: 'incident',
      subject: more.subject ?? 'Printer',
      description: '',
      initiatorId: (more.initiator ?? rita).id,
      teamId: more.teamId ?? null,
      priority: 1,
      assetIds: [],
    });
  const say = (by: Actor, id: string, visibility: 'internal' | 'requester', key?: string) =>
    desk.activities.comment(by, id, { text: 'x', visibility }, key);
  async function move(by: Actor, id: string, transition: 'accept' | 'solve' | 'close' | 'take_over') {
    const { version } = await desk.activities.get(anna, id);
    await desk.activities.transition(by, id, { transition, version });
  }
  async function forward(by: Actor, id: string, to: { personId: string } | { teamId: string }) {
    const { version } = await desk.activities.get(anna, id);
    await desk.activities.transition(by, id, { transition: 'forward', version, ...to });
  }

  test('are refused to nobody, and are never those of another person', async () => {
    const { id } = await create();
    await forward(anna, id, { personId: ben.id });
    const [told] = (await page(ben)).items;
    const calls = [
      call(null, 'GET', '/notifications'),
      call(null, 'POST', '/notifications/marks', { read: true }),
      call(null, 'GET', '/me/notification-mails'),
      call(null, 'PUT', '/me/notification-mails', { kinds: [] }),
    ];
    for (const answer of await Promise.all(calls))
      expect(answer.json()).toMatchObject({ code: 'not_signed_in' });
    expect(await kinds(rita)).toEqual([]);
    await call(rita, 'POST', '/notifications/marks', { read: true, ids: [told?.id ?? ''] });
    expect((await page(ben)).unread).toBe(1);
    const wrong = [
      await call(ben, 'POST', '/notifications/marks', { read: 'yes' }),
      await call(ben, 'POST', '/notifications/marks', { read: true, ids: ['x'] }),
      await call(ben, 'PUT', '/me/notification-mails', { kinds: ['everything'] }),
      await call(ben, 'GET', '/notifications?cursor=nonsense'),
    ];
    for (const answer of wrong) expect(answer.json()).toMatchObject({ code: 'invalid_input' });
  });

  test('tell whom an activity is given to, and nobody of what he or she did', async () => {
    const { id, number } = await create();
    await move(anna, id, 'accept');
    expect(await kinds(anna)).toEqual([]);
    await forward(anna, id, { personId: ben.id });
    expect((await page(ben)).items).toMatchObject([
      { kind: 'assigned', by: 'Anna Agent', readAt: null, activity: { id, number, subject: 'Printer' } },
    ]);
  });

  test('tell a team, but not those of it who are no agents or disabled', async () => {
    const gone = await desk.person('Gone', ['agent'], { active: false });
    const team = await desk.team('Network', anna, ben, rita, gone);
    const { id } = await create({ teamId: team });
    expect(await kinds(ben)).toEqual(['team']);
    expect(await kinds(anna)).toEqual([]);
    expect(await kinds(rita)).toEqual([]);
    await move(ben, id, 'take_over');
    await forward(ben, id, { teamId: team });
    expect(await kinds(anna)).toEqual(['team']);
    expect(await db.sql`select from notifications where person_id = ${gone.id}`).toEqual([]);
  });

  test('tell the responsible of replies and comments, and the initiator of what is meant for him or her', async () => {
    const { id } = await create();
    await move(ben, id, 'take_over');
    await say(rita, id, 'requester');
    await say(anna, id, 'internal');
    expect((await kinds(ben)).toSorted()).toEqual(['comment', 'reply']);
    expect(await kinds(rita)).toEqual([]);
    await say(ben, id, 'requester');
    await move(ben, id, 'solve');
    await move(ben, id, 'close');
    expect((await kinds(rita)).toSorted()).toEqual(['ended', 'reply']);
  });

  test('of a reply reach the team while nobody is responsible', async () => {
    const team = await desk.team('Printing', ben);
    const { id } = await create({ teamId: team });
    await say(rita, id, 'requester');
    expect((await kinds(ben)).toSorted()).toEqual(['reply', 'team']);
  });

  test('are written once for a repeated reply, and never without it', async () => {
    const { id } = await create();
    await move(ben, id, 'take_over');
    await Promise.all([1, 2, 3].map(() => say(rita, id, 'requester', 'the same key')));
    expect(await kinds(ben)).toEqual(['reply']);
    const failed = db.transaction(async (tx) => {
      const to = { personIds: [ben.id] };
      await desk.notifications.tell(tx, { key: 'k', kind: 'reply', activityId: id, to, by: null });
      throw new Error('and then it went wrong');
    });
    await expect(failed).rejects.toThrow();
    expect(await kinds(ben)).toEqual(['reply']);
  });

  test('are mailed to those who want that, in their language, and to no initiator twice', async () => {
    await wish(anna, 'assigned');
    await wish(ben, 'reply');
    await wish(rita, 'reply', 'ended');
    const { id, number } = await create({ subject: 'Etikett\r\nBcc: x@example.org' });
    await forward(ben, id, { personId: anna.id });
    await forward(anna, id, { personId: ben.id });
    await say(rita, id, 'requester');
    await say(ben, id, 'requester');
    expect(desk.mailed.map(({ to, key }) => [to.address, key?.split(':')[0]])).toEqual([
      ['anna@example.org', 'notification'],
      ['ben@example.org', 'notification'],
    ]);
    const [german, english] = desk.mailed;
    expect(german?.subject).toContain(`[${number}] Ihnen zugewiesen`);
    expect(german?.text).toContain(`https://desk.example.org/activities/${id}`);
    expect(german?.text).toContain('Antworten auf diese E-Mail werden nicht gelesen.');
    expect(english?.subject).toContain(`[${number}] Reply`);
  });

  test('are counted, read and unread again, one by one, by activity and all', async () => {
    const [first, second] = [await create(), await create()];
    await forward(anna, first.id, { personId: ben.id });
    await say(rita, first.id, 'requester');
    await forward(anna, second.id, { personId: ben.id });
    const { items, unread } = await page(ben);
    expect(unread).toBe(3);
    const mark = (body: object) => call(ben, 'POST', '/notifications/marks', body);
    desk.touched.length = 0;
    expect((await mark({ read: true, ids: [items[0]?.id] })).statusCode).toBe(204);
    expect(desk.touched).toEqual([`notifications:${ben.id}`]);
    expect((await page(ben)).unread).toBe(2);
    await mark({ read: false, ids: [items[0]?.id] });
    await mark({ read: true, activityId: first.id });
    expect((await page(ben, '?unread=true')).items.map(({ activity }) => activity.id)).toEqual([second.id]);
    await mark({ read: true, until: desk.clock.now().toString() });
    expect((await page(ben)).unread).toBe(0);
    desk.touched.length = 0;
    await mark({ read: true });
    expect(desk.touched).toEqual([]);
  });

  test('page newest first', async () => {
    const { id } = await create();
    await move(ben, id, 'take_over');
    for (let count = 0; count < 7; count++) await say(rita, id, 'requester');
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const next: Awaited<ReturnType<typeof page>> = await page(
        ben,
        `?limit=3${cursor ? `&cursor=${cursor}` : ''}`,
      );
      seen.push(...next.items.map((item) => item.id));
      cursor = next.nextCursor;
    } while (cursor !== undefined);
    expect(new Set(seen).size).toBe(7);
  });

  test('show a requester nothing of an activity that is no longer his or her own', async () => {
    const { id, version } = await create();
    await say(ben, id, 'requester');
    expect(await kinds(rita)).toEqual(['reply']);
    await desk.activities.update(anna, id, { version, initiatorId: ben.id });
    expect(await page(rita)).toMatchObject({ items: [], unread: 0 });
  });

  test('keep which mails one wants', async () => {
    await wish(anna, 'reply', 'reply', 'session');
    const kept = notificationMails.parse((await call(anna, 'GET', '/me/notification-mails')).json());
    expect(kept.kinds).toEqual(['reply', 'session']);
    expect((await call(ben, 'GET', '/me/notification-mails')).json()).toEqual({ kinds: [] });
  });

  test('what was read ninety days ago goes, what nobody has read stays, and it is looked for once an hour', async () => {
    const forget = createForgetRead(desk);
    const left = async () =>
      (await db.sql<{ key: string }>`select key from notifications order by key`).map(({ key }) => key);
    const { id } = await create();
    await db.sql`delete from notifications`;
    const tell = (key: string, readDaysAgo: number | null) => {
      const readAt = readDaysAgo === null ? null : desk.clock.now().subtract({ hours: readDaysAgo * 24 });
      return db.sql`insert into notifications (id, person_id, key, kind, activity_id, at, read_at)
        values (${desk.newId()}, ${ben.id}, ${key}, 'assigned', ${id},
          ${desk.clock.now().subtract({ hours: 500 * 24 })}, ${readAt})`;
    };
    await tell('fresh', 89);
    await tell('old', 91);
    await tell('unread', null);
    await forget();
    expect(await left()).toEqual(['fresh', 'unread']);
    await tell('older', 120);
    desk.clock.advance({ minutes: 59 });
    await forget();
    expect(await left()).toEqual(['fresh', 'older', 'unread']);
    desk.clock.advance({ minutes: 1 });
    await forget();
    expect(await left()).toEqual(['fresh', 'unread']);
  });
});
