import { ages, dashboardFigures, dashboardWork } from '@fernwart/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testDatabases } from '../../../testing/databases.ts';
import { type TestDesk, testDesk } from '../../../testing/desk.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Actor } from '../../platform/http/actor.ts';
import { dayStarts } from './model.ts';
import type { Reporting } from './reporting.ts';
import { createReporting } from './service.ts';

test('a day begins where its time zone has it begin, also where midnight is skipped', () => {
  // In Cairo the clocks went from 00:00 to 01:00 on 24 April 2026.
  const starts = dayStarts(Temporal.Instant.from('2026-04-24T12:00:00Z'), 'Africa/Cairo', 2);
  expect(starts.map(String)).toEqual(['2026-04-22T22:00:00Z', '2026-04-23T22:00:00Z']);
});

describe.each(testDatabases)('reporting on $kind', ({ open }) => {
  let db: Database;
  let desk: TestDesk;
  let reporting: Reporting;
  let anna: Actor;
  let ben: Actor;
  let rita: Actor;
  let rolf: Actor;
  let admin: Actor;
  let network: string;
  let printing: string;
  let mails = false;
  let made = 0;

  beforeAll(async () => {
    db = await open();
    desk = testDesk(db);
    desk.clock.advance(desk.clock.now().until(Temporal.Instant.from('2026-03-31T10:00:00Z')));
    reporting = createReporting({ db, clock: desk.clock, sendsMail: async () => mails });
    network = await desk.team('Network');
    printing = await desk.team('Printing');
    admin = await desk.person('Ada Admin', ['administrator']);
  });
  afterAll(() => db.close());

  async function row(values: {
    createdAt: string;
    closedAt?: string;
    state?: number;
    teamId?: string | null;
    responsible?: Actor;
    priority?: number;
  }): Promise<string> {
    const id = desk.newId();
    const { createdAt, closedAt = null, state = closedAt ? 204 : 200, teamId = null, priority = 1 } = values;
    made += 1;
    await db.sql`
      insert into activities (id, number, kind, subject, state, priority, initiator_id, responsible_id, team_id,
        created_at, updated_at, closed_at)
      values (${id}, ${`INC${made}`}, 'incident', ${`Subject ${made}`}, ${state}, ${priority}, ${rita.id},
        ${values.responsible?.id ?? null}, ${teamId}, ${createdAt}::timestamptz, ${createdAt}::timestamptz,
        ${closedAt}::timestamptz)`;
    return id;
  }

  describe('first steps', () => {
    const done = async () =>
      (await reporting.firstSteps(admin)).steps.filter((step) => step.done).map((step) => step.name);

    test('tick themselves by what is true', async () => {
      expect(await done()).toEqual([]);
      mails = true;
      expect(await done()).toEqual(['mail']);
      anna = await desk.person('Anna Agent', ['agent', 'requester'], { active: false });
      expect(await done()).toEqual(['mail']);
      anna = await desk.person('Anna Agent', ['agent'], { teamIds: [network] });
      expect(await done()).toEqual(['mail']);
      rita = await desk.person('Rita Requester', ['requester']);
      expect(await done()).toEqual(['mail', 'people']);
      ben = await desk.person('Ben Agent', ['agent']);
      rolf = await desk.person('Rolf Requester', ['requester']);
    });

    test('are dismissed by each administrator for himself or herself, and come back', async () => {
      const other = await desk.person('Abe Admin', ['administrator']);
      await reporting.dismissFirstSteps(admin, true);
      await reporting.dismissFirstSteps(admin, true);
      expect((await reporting.firstSteps(admin)).dismissed).toBe(true);
      expect((await reporting.firstSteps(other)).dismissed).toBe(false);
      await reporting.dismissFirstSteps(admin, false);
      expect((await reporting.firstSteps(admin)).dismissed).toBe(false);
    });
  });

  test('figures count open ones by team and age, and what was created and closed by day', async () => {
    // 10:00 UTC on 31 March: in Berlin noon, after the clocks went forward on 29 March.
    await row({ createdAt: '2026-03-31T09:00:00Z', teamId: network });
    await row({ createdAt: '2026-03-30T21:30:00Z', teamId: network, responsible: anna, state: 202 });
    await row({ createdAt: '2026-03-30T22:30:00Z', teamId: printing });
    await row({ createdAt: '2026-03-28T23:30:00Z', teamId: network, state: 203 });
    await row({ createdAt: '2026-03-26T10:00:00Z' });
    await row({ createdAt: '2026-03-02T10:00:00Z', teamId: network });
    await row({ createdAt: '2026-02-20T10:00:00Z', teamId: network });
    await row({ createdAt: '2026-03-30T10:00:00Z', teamId: network, state: 220, responsible: ben });
    await row({ createdAt: '2026-01-01T10:00:00Z', closedAt: '2026-03-29T00:30:00Z', responsible: ben });
    await row({ createdAt: '2026-01-01T10:00:00Z', closedAt: '2026-03-30T22:00:00Z', responsible: ben });
    await row({ createdAt: '2026-01-01T10:00:00Z', closedAt: '2026-01-02T22:00:00Z', responsible: ben });

    const figures = dashboardFigures.parse(await reporting.figures(anna, 7));
    expect(figures).toMatchObject({ open: 7, unassigned: 6 });
    expect(ages).toEqual(['day', 'threeDays', 'week', 'month', 'older']);
    expect(figures.teams).toEqual([
      { team: { id: network, name: 'Network' }, open: [2, 1, 0, 1, 1] },
      { team: null, open: [0, 0, 1, 0, 0] },
      { team: { id: printing, name: 'Printing' }, open: [1, 0, 0, 0, 0] },
    ]);
    const perDay = (days: typeof figures.days, zone: string) =>
      Object.fromEntries(
        days.map(({ at, created, closed }) => [
          Temporal.Instant.from(at).toZonedDateTimeISO(zone).toString().slice(0, 16),
          `${created}/${closed}`,
        ]),
      );
    expect(perDay(figures.days, 'Europe/Berlin')).toEqual({
      '2026-03-25T00:00': '0/0',
      '2026-03-26T00:00': '1/0',
      '2026-03-27T00:00': '0/0',
      '2026-03-28T00:00': '0/0',
      '2026-03-29T00:00': '1/1',
      '2026-03-30T00:00': '2/0',
      '2026-03-31T00:00': '2/1',
    });
    // Midnight is elsewhere in New York, and today has only just begun there.
    const there = await reporting.figures({ ...anna, timeZone: 'America/New_York' }, 7);
    expect(perDay(there.days, 'America/New_York')).toEqual({
      '2026-03-25T00:00': '0/0',
      '2026-03-26T00:00': '1/0',
      '2026-03-27T00:00': '0/0',
      '2026-03-28T00:00': '1/1',
      '2026-03-29T00:00': '0/0',
      '2026-03-30T00:00': '3/1',
      '2026-03-31T00:00': '1/0',
    });
  });

  test('an agent sees what waits, the urgent first, and what lies with the own teams', async () => {
    const urgent = await row({
      createdAt: '2026-03-31T09:30:00Z',
      responsible: anna,
      state: 201,
      priority: 3,
    });
    const work = dashboardWork.parse(await reporting.work(anna));
    expect(work.waiting.items[0]?.id).toBe(urgent);
    expect(work.waiting).toMatchObject({ total: 2 });
    expect(new Set(work.unassigned.items.map((item) => item.team?.name))).toEqual(new Set(['Network']));
    expect(work.unassigned.total).toBe(4);
    expect(await reporting.work(ben)).toMatchObject({ waiting: { total: 0 }, unassigned: { total: 0 } });
  });

  test('a reply is unread until the responsible looks or writes, and then the next one is', async () => {
    const { id } = await desk.activities.create(rita, {
      kind: 'incident',
      subject: 'Printer',
      description: '',
      initiatorId: rita.id,
      teamId: null,
      priority: 1,
      assetIds: [],
    });
    const { version } = await desk.activities.get(ben, id);
    await desk.activities.transition(ben, id, { transition: 'take_over', version });
    const say = async (by: Actor, visibility: 'internal' | 'requester' = 'requester') => {
      desk.clock.advance({ minutes: 1 });
      await desk.activities.comment(by, id, { text: 'x', visibility });
      desk.clock.advance({ minutes: 1 });
    };
    const replies = async () => (await reporting.work(ben)).replies.items.map((item) => item.id);
    expect(await replies()).toEqual([]);
    await say(anna);
    expect(await replies()).toEqual([]);
    await say(rita);
    expect(await replies()).toEqual([id]);
    expect(await reporting.work(anna)).toMatchObject({ replies: { total: 0 } });
    await reporting.markRead(anna, id);
    expect(await replies()).toEqual([id]);
    await reporting.markRead(ben, id);
    expect(await replies()).toEqual([]);
    await say(rita);
    expect(await replies()).toEqual([id]);
    await say(ben);
    expect(await replies()).toEqual([]);
  });

  test('the initiator is told what is new to him or her, never of internal entries or foreign activities', async () => {
    await expect(reporting.markRead(rolf, desk.newId())).rejects.toMatchObject({ code: 'not_found' });
    const { id } = await desk.activities.create(rolf, {
      kind: 'incident',
      subject: 'Scanner',
      description: '',
      initiatorId: rolf.id,
      teamId: null,
      priority: 1,
      assetIds: [],
    });
    await expect(reporting.markRead(rita, id)).rejects.toMatchObject({ code: 'not_found' });
    desk.clock.advance({ minutes: 1 });
    await desk.activities.comment(anna, id, { text: 'x', visibility: 'internal' });
    await desk.activities.comment(rolf, id, { text: 'x', visibility: 'requester' });
    expect(await reporting.unread(rolf)).toEqual([]);
    await desk.activities.comment(anna, id, { text: 'x', visibility: 'requester' });
    expect(await reporting.unread(rolf)).toEqual([id]);
    expect(await reporting.unread(rita)).not.toContain(id);
    desk.clock.advance({ minutes: 1 });
    await reporting.markRead(rolf, id);
    expect(await reporting.unread(rolf)).toEqual([]);
    await desk.activities.comment(anna, id, { text: 'x', visibility: 'requester' });
    desk.clock.advance({ minutes: 1 });
    await desk.activities.comment(rolf, id, { text: 'x', visibility: 'requester' });
    expect(await reporting.unread(rolf)).toEqual([]);
  });
});
