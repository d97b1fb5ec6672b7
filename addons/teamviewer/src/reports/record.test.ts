import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  activityId,
  type ConnectedDesk,
  configurationId,
  connectedDesk,
} from '../../testing/connected-desk.ts';
import {
  emptyPackageDatabase,
  openPostgresPackageDatabase,
  type PackageDatabase,
} from '../../testing/package-database.ts';
import { sessionsOfActivity } from '../sessions/store.ts';
import { rules, workflows } from '../shared/names.ts';

describe('the record on PostgreSQL', () => {
  let database: PackageDatabase;
  let desk: ConnectedDesk;
  beforeAll(async () => {
    database = await openPostgresPackageDatabase();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await emptyPackageDatabase(database);
    desk = await connectedDesk(database);
  });

  const create = async () => {
    await desk.press('create-session', 'kim');
    await desk.work();
  };
  const close = async () => {
    desk.change({ state: 204 });
    await desk.event(workflows.collectReports, rules.closed);
  };
  const keys = () => desk.journal.map((entry) => entry.key.replace(/session:[\w-]+:/, ''));
  const at = (minutes: number) => Temporal.Instant.from('2026-11-02T08:00:00Z').add({ minutes }).toString();
  const report = (change: Record<string, unknown> = {}) => ({
    id: '0755a8dd-0000-4000-8000-0000000000a1',
    username: 'Service Desk',
    deviceid: '1234567890',
    devicename: 'NB-0042',
    support_session_type: 2,
    start_date: at(1),
    end_date: at(13),
    session_code: desk.teamviewer.sessions[0]?.code,
    ...change,
  });

  test('of a supporter who is connected still is not denied, though no poll ever saw it, and comes when he is done', async () => {
    await create();
    await desk.pass({ seconds: 50 });
    const [session] = desk.teamviewer.sessions;
    if (session !== undefined) session.online = true;
    await close();
    await desk.pass({ minutes: 11 });
    expect(desk.texts()[1]).toMatch(/^It could not be determined .* The customer was online/);
    desk.teamviewer.reports.push(report({ end_date: at(40) }));
    await desk.pass({ hours: 2 });
    expect(keys()).toEqual(['created', 'record:1', 'record:2']);
    expect(desk.journal[2]?.supersedes).toBe(desk.journal[1]?.key);
    expect(desk.texts()[2]).toContain('1 connection, duration 2340s');
    expect(await sessionsOfActivity(desk.host.sql, activityId)).toMatchObject([{ record: 'written' }]);
  });

  test('is closed without a last look where TeamViewer does not let itself be asked', async () => {
    await create();
    desk.teamviewer.fault = (call) => (call.startsWith('GET /sessions/') ? { status: 503 } : undefined);
    await close();
    await desk.pass({ minutes: 1 });
    expect(desk.teamviewer.open()).toEqual([]);
  });

  test('names every supporter, says unknown where nothing is known, and counts overlaps once', async () => {
    await create();
    desk.teamviewer.reports.push(
      report(),
      report({ id: 'r2', username: 'Second Line', start_date: at(5), end_date: at(20), devicename: '' }),
      report({ id: 'r3', username: '', deviceid: '', devicename: '', end_date: null }),
    );
    await desk.pass({ minutes: 30 });
    await close();
    const [head, ...lines] = (desk.texts()[1] ?? '').split('\n');
    expect(head).toContain('3 connections, total duration 1140s');
    expect(lines).toHaveLength(3);
    expect(lines.find((line) => line.startsWith('Second Line'))).toContain('device: 1234567890,');
    const bare = lines.find((line) => line.startsWith('unknown'));
    expect(bare).toContain('device: unknown');
    expect(bare).toContain('end: unknown, duration: unknown');
  });

  test('takes a report in until seven days have passed, and none after that', async () => {
    await create();
    await close();
    await desk.pass({ hours: 24 * 7 - 1 });
    desk.teamviewer.reports.push(report());
    await desk.pass({ hours: 2 });
    expect(keys()).toEqual(['created', 'record:1', 'record:2']);
    desk.teamviewer.reports.push(report({ id: 'r2' }));
    await desk.pass({ hours: 48 });
    expect(keys()).toEqual(['created', 'record:1', 'record:2']);
  });

  test('keeps what a corrected report said before', async () => {
    await create();
    desk.teamviewer.reports.push(report({ notes: 'first' }));
    await desk.pass({ minutes: 20 });
    await close();
    const [sent] = desk.teamviewer.reports;
    if (sent !== undefined) Object.assign(sent, { notes: 'second', end_date: at(14) });
    await desk.pass({ hours: 2 });
    expect(keys()).toEqual(['created', 'record:1', 'notes:1', 'record:2', 'notes:2']);
    const [now] = await desk.host.sql<{ version: number; notes: string }>`
      select version, notes from connection_reports`;
    expect(now).toEqual({ version: 2, notes: 'second' });
    const [before] = await desk.host.sql<{ version: number; notes: string }>`
      select version, body->>'notes' as notes from connection_report_versions`;
    expect(before).toEqual({ version: 1, notes: 'first' });
  });

  test('shows what strangers write as text, in the journal and in the mail', async () => {
    const nasty = '<img src=x onerror=alert(1)>\r\nBcc: all@example.org';
    desk.change({ subject: nasty });
    desk.person('erika', { name: `Erika ${nasty}`, language: 'de', roles: ['requester'] });
    await create();
    const [mail] = desk.mails;
    for (const header of [mail?.subject, mail?.to.name]) expect(header).not.toMatch(/[\r\n]/);
    expect(mail?.html).not.toContain('<img');
    expect(mail?.html).toContain('&lt;img src=x onerror=alert(1)&gt;');
    desk.teamviewer.reports.push(report({ username: nasty, devicename: nasty, notes: nasty }));
    await desk.pass({ minutes: 20 });
    await close();
    const nodes = desk.journal.flatMap((entry) => [...entry.content.de, ...entry.content.en]);
    const told = nodes.filter((node) => JSON.stringify(node).includes('onerror'));
    expect(told.length).toBeGreaterThan(5);
    expect(new Set(told.map((node) => node.type))).toEqual(new Set(['text', 'person']));
  });

  test('leads the QR code to the customer link, or nowhere where that is not one of TeamViewer', async () => {
    await create();
    const qr = async () => (await desk.blocks('session', 'kim')).filter((block) => block.type === 'qr');
    expect(await qr()).toMatchObject([{ value: desk.teamviewer.sessions[0]?.end_customer_link }]);
    await desk.press('end-session', 'kim');
    await desk.work();
    const { network } = desk.teamviewer;
    desk.network = async (request) => {
      const answer = await network(request);
      const body = answer.body?.replaceAll(
        'https://get.teamviewer.com/',
        'https://get.teamviewer.com.evil.example/',
      );
      return body === undefined ? answer : { ...answer, body };
    };
    await create();
    expect(await qr()).toEqual([]);
    expect(keys().at(-1)).toBe('not-invited');
  });

  describe('on two paths', () => {
    const many = 6;

    /** Sessions on activities of their own: closed or left to expire, with and without a connection. */
    async function walk(live: boolean): Promise<string[]> {
      const before = desk.configurations.get(configurationId) ?? expect.fail();
      desk.configurations.set(configurationId, { ...before, values: { ...before.values, sessionHours: 3 } });
      const activity = desk.activities.get(activityId) ?? expect.fail();
      const ids = Array.from({ length: many }, (_, index) => `activity-of-${index}`);
      for (const id of ids) {
        desk.activities.set(id, { ...activity, id, number: id });
        await desk.press('create-session', 'kim', { type: 'activity', id });
      }
      await desk.work();
      // Nothing but the sweep is left: neither the rule that waits for the expiry nor one that hears of events.
      if (!live) for (const run of desk.runs) if (run.key?.startsWith('expired:')) run.state = 'failed';
      for (const [index, session] of desk.teamviewer.sessions.entries())
        if (index % 2 === 0)
          desk.teamviewer.reports.push(report({ id: `r${index}`, session_code: session.code }));
      await desk.pass({ minutes: 20 });
      for (const id of ids.slice(0, many / 2)) {
        desk.activities.set(id, { ...activity, id, number: id, state: 204 });
        if (!live) continue;
        await desk.host.transaction((tx) =>
          tx.run({
            workflow: workflows.collectReports,
            input: { event: {} },
            subject: { type: 'activity', id },
            trigger: { kind: 'rule', name: rules.closed },
          }),
        );
      }
      await desk.pass({ hours: 6 });
      expect(desk.teamviewer.open()).toEqual([]);
      return desk.texts().toSorted();
    }

    test('comes out the same: by live triggers, and by the sweep alone', async () => {
      const live = await walk(true);
      await emptyPackageDatabase(database);
      desk = await connectedDesk(database);
      const swept = await walk(false);
      expect(live.filter((text) => text.includes('1 connection'))).toHaveLength(many / 2);
      expect(live.filter((text) => text === 'No TeamViewer session took place.')).toHaveLength(many / 2);
      expect(swept).toEqual(live);
    });
  });
});
