import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  activityId,
  type ConnectedDesk,
  configurationId,
  connectedDesk,
  emptyDesk,
} from '../../testing/connected-desk.ts';
import {
  emptyPackageDatabase,
  type PackageDatabase,
  packageDatabases,
} from '../../testing/package-database.ts';
import { rules, workflows } from '../shared/names.ts';
import { sessionsOfActivity } from './store.ts';

describe.each(packageDatabases)('an attended session on $kind', ({ open }) => {
  let database: PackageDatabase;
  let desk: ConnectedDesk;
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await emptyPackageDatabase(database);
    desk = await connectedDesk(database);
  });

  const newest = async () => (await sessionsOfActivity(desk.host.sql, activityId))[0];
  const keys = () => desk.journal.map((entry) => entry.key.replace(/session:[\w-]+:/, ''));
  const posts = () => desk.teamviewer.calls.filter((call) => call === 'POST /sessions').length;

  async function create(): Promise<void> {
    await desk.press('create-session', 'kim');
    await desk.work();
  }

  function configure(values: Record<string, unknown>): void {
    const before = desk.configurations.get(configurationId) ?? expect.fail();
    desk.configurations.set(configurationId, { ...before, values: { ...before.values, ...values } });
  }

  function report(change: Record<string, unknown> = {}): Record<string, unknown> {
    const [session] = desk.teamviewer.sessions;
    return {
      id: '0755a8dd-0000-4000-8000-0000000000a1',
      userid: 'u1',
      username: 'Service Desk',
      deviceid: '1234567890',
      devicename: 'NB-0042',
      support_session_type: 2,
      start_date: '2026-11-02T08:05:00Z',
      end_date: '2026-11-02T08:17:30Z',
      session_code: session?.code,
      custom_api: session?.custom_api,
      notes: 'replaced <b>toner</b>',
      feedback: { session_rating: 5, user_comment: 'thanks' },
      ...change,
    };
  }

  describe('creating', () => {
    test('is for the responsible, while the activity is being worked on and no code exists (54, 55)', async () => {
      expect(await desk.isOffered('create-session', 'alex')).toBe(false);
      for (const state of [200, 204, 220] as const) {
        desk.change({ state });
        expect(await desk.isOffered('create-session', 'kim')).toBe(false);
      }
      for (const state of [201, 202, 203] as const) {
        desk.change({ state });
        expect(await desk.isOffered('create-session', 'kim')).toBe(true);
      }
      await create();
      expect(await desk.isOffered('create-session', 'kim')).toBe(false);
    });

    test('stores code and sealed links, writes one journal entry and sends one invitation', async () => {
      await create();
      const session = await newest();
      expect(session).toMatchObject({
        state: 'open',
        code: desk.teamviewer.sessions[0]?.code,
        mailState: 'queued',
        invitations: 1,
      });
      expect(session?.supporterLink).toMatch(/^sealed\./);
      expect(desk.texts()[0]).toBe(
        `TeamViewer session ${session?.code} created, valid until 2026-11-03T08:00:00Z. Created by Kim Lee for Erika Muster.`,
      );
      expect(desk.mails).toHaveLength(1);
      expect(desk.mails[0]).toMatchObject({ to: { address: 'erika@example.org' }, activityId });
    });

    test('asks TeamViewer for the own group with the lowest id, a key of ours and the wished lifetime', async () => {
      await create();
      expect(desk.teamviewer.sessions[0]).toMatchObject({
        groupid: 'g900',
        custom_api: `fernwart:${(await newest())?.id}`,
        valid_until: '2026-11-03T08:00:00Z',
      });
    });

    test('answers twenty clicks at once with the same run and makes one session', async () => {
      const answers = await Promise.all(
        Array.from({ length: 20 }, () => desk.press('create-session', 'kim')),
      );
      await desk.work();
      const runs = new Set(answers.map((answer) => (answer as { run?: string }).run));
      expect([...runs].filter((run) => run !== undefined)).toHaveLength(1);
      expect(posts()).toBe(1);
      expect(keys()).toEqual(['created']);
    });

    test('never writes the mail in another language than the initiator reads, and keeps markup text', async () => {
      await create();
      const [mail] = desk.mails;
      // Works without signing in; replies are not read; where to answer instead.
      for (const text of [mail?.text, mail?.html]) {
        expect(text).toContain('Eine Anmeldung ist nicht nötig');
        expect(text).toContain('werden nicht gelesen');
        expect(text).toContain(`${desk.host.publicUrl}/portal/activities/${activityId}`);
      }
      expect(mail?.subject).toBe('[INC00042] Einladung zur Fernwartung: Printer <b>jams</b>');
      expect(mail?.html).toContain('Printer &lt;b&gt;jams&lt;/b&gt;');
      expect(mail?.html).not.toContain('<b>jams');
      expect(mail?.text).toContain(desk.teamviewer.sessions[0]?.end_customer_link);
      expect(mail?.text).toContain('Kim Lee');
      expect(`${mail?.text}${mail?.html}`).not.toContain('Ab12Cd34Ef56');
    });

    test('says on the journal that nobody could be invited, and stays usable', async () => {
      desk.person('erika', { name: 'Erika Muster', email: null, roles: ['requester'] });
      await create();
      expect(keys()).toEqual(['created', 'not-invited']);
      expect(desk.mails).toEqual([]);
      expect(await desk.isOffered('join-native', 'kim')).toBe(true);
    });

    test('notes a refused invitation on the journal', async () => {
      await create();
      const [mail] = desk.mails;
      await desk.host.transaction((tx) =>
        tx.run({
          workflow: workflows.mailOutcome,
          input: { mailKey: mail?.key ?? '', outcome: 'refused', reason: '550 no such user' },
          trigger: { kind: 'system', name: 'mail' },
        }),
      );
      await desk.work();
      expect(keys()).toEqual(['created', 'mail-refused:1']);
      expect(desk.texts()[1]).toContain('550 no such user');
      expect(await newest()).toMatchObject({ mailState: 'refused' });
      expect(JSON.stringify(await desk.blocks('session', 'kim'))).toContain(
        'not delivered. Tell the customer the code.',
      );
    });

    test('does not store a link that leads to a host nobody declared', async () => {
      desk.teamviewer.afterwards = (call) => {
        const [session] = desk.teamviewer.sessions;
        if (call === 'POST /sessions' && session !== undefined)
          Object.assign(session, {
            end_customer_link: 'https://evil.example/s1',
            supporter_link: 'http://get.teamviewer.com/x',
          });
      };
      await create();
      expect(await newest()).toMatchObject({
        state: 'open',
        customerLink: null,
        supporterLink: null,
        mailState: 'no_link',
      });
      expect(await desk.isOffered('join-native', 'kim')).toBe(false);
      expect(await desk.isOffered('join-browser', 'kim')).toBe(true);
    });

    test('leaves no half state when TeamViewer refuses, and says why', async () => {
      desk.teamviewer.fault = (call) =>
        call === 'POST /sessions' ? { status: 403, json: { error: 'invalid_permission' } } : undefined;
      await create();
      const run = desk.runs.find((one) => one.workflow === workflows.createSession);
      expect(run?.error).toMatchObject({ code: 'missing_right' });
      expect(run?.error?.text).toContain('Session management → Create sessions');
      expect(await newest()).toMatchObject({ state: 'failed', code: null });
      expect(desk.journal).toEqual([]);
      expect(await desk.isOffered('create-session', 'kim')).toBe(true);
    });

    test.each<[string, () => { status: number; json?: unknown } | undefined]>([
      [
        'cannot be reached',
        () => {
          throw Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
        },
      ],
      ['answers 503 to everything', () => ({ status: 503 })],
      ['is out of breath for a while', () => ({ status: 429, json: { error: 'rate_limit_reached' } })],
    ])('waits while TeamViewer %s, says so, and comes about by itself', async (_name, fault) => {
      desk.teamviewer.fault = fault;
      await create();
      await desk.pass({ minutes: 25 });
      expect(await newest()).toMatchObject({ state: 'creating' });
      expect(await desk.isOffered('create-session', 'kim')).toBe(false);
      expect(JSON.stringify(await desk.blocks('session', 'kim'))).toContain('you need not do anything');
      desk.teamviewer.fault = null;
      await desk.pass({ minutes: 10 });
      expect(await newest()).toMatchObject({ state: 'open' });
      expect(desk.teamviewer.open()).toHaveLength(1);
      expect(keys()).toEqual(['created']);
      expect(desk.mails).toHaveLength(1);
    });

    test('is refused in words where nothing is connected', async () => {
      await emptyPackageDatabase(database);
      desk = emptyDesk(database);
      expect(await desk.press('create-session', 'kim')).toMatchObject({ kind: 'notice', tone: 'danger' });
      expect(desk.runs).toEqual([]);
    });
  });

  describe('a lost answer', () => {
    const loseAnswer = () => {
      let lost = false;
      desk.teamviewer.afterwards = (call) => {
        if (call !== 'POST /sessions' || lost) return;
        lost = true;
        throw new Error('connection reset');
      };
    };

    test('is waited out, then the session that came about is adopted', async () => {
      loseAnswer();
      await create();
      expect(await newest()).toMatchObject({ state: 'creating' });
      await desk.pass({ seconds: 39 });
      expect(desk.teamviewer.calls).not.toContain('GET /sessions');
      await desk.pass({ seconds: 2 });
      expect(await newest()).toMatchObject({ state: 'open', code: desk.teamviewer.sessions[0]?.code });
      expect(posts()).toBe(1);
      expect(keys()).toEqual(['created']);
      expect(desk.mails).toHaveLength(1);
    });

    test('that meant nothing is looked for twice before the session is created anew', async () => {
      let refuse = true;
      desk.teamviewer.fault = (call) => {
        if (call !== 'POST /sessions' || !refuse) return undefined;
        refuse = false;
        throw new Error('connection reset');
      };
      await create();
      await desk.pass({ seconds: 41 });
      expect(posts()).toBe(1);
      await desk.pass({ seconds: 28 });
      expect(posts()).toBe(1);
      await desk.pass({ seconds: 2 });
      expect(posts()).toBe(2);
      expect(await newest()).toMatchObject({ state: 'open' });
      expect(desk.teamviewer.open()).toHaveLength(1);
      expect(keys()).toEqual(['created']);
    });

    test('whose effect shows up late leaves one recorded session; the surplus one is closed and journaled', async () => {
      let first = true;
      desk.teamviewer.fault = (call) => {
        if (call !== 'POST /sessions' || !first) return undefined;
        first = false;
        throw new Error('connection reset');
      };
      await create();
      await desk.pass({ seconds: 75 });
      const recorded = await newest();
      const [session] = desk.teamviewer.sessions;
      if (session !== undefined)
        desk.teamviewer.sessions.push({
          ...session,
          code: 's999-888-777',
          created_at: '2026-11-02T08:00:20Z',
        });
      await desk.pass({ minutes: 5 });
      expect(desk.teamviewer.open().map((one) => one.code)).toEqual([recorded?.code]);
      expect(keys()).toEqual(['created', 'surplus:s999-888-777']);
    });

    test('a server killed between answer and commit finds its session again', async () => {
      desk.failCommit = (statements) => statements.some((text) => text.includes("set state = 'open'"));
      await create();
      expect(desk.journal).toEqual([]);
      desk.failCommit = null;
      await desk.pass({ minutes: 2 });
      expect(posts()).toBe(1);
      expect(keys()).toEqual(['created']);
      expect(desk.mails).toHaveLength(1);
      expect(desk.teamviewer.open()).toHaveLength(1);
    });

    test('that stays lost however often is given up; the panel does not claim that it is still looked into', async () => {
      desk.teamviewer.fault = (call) => {
        if (call === 'POST /sessions') throw new Error('connection reset');
        return undefined;
      };
      await create();
      for (let look = 0; look < 50; look += 1) await desk.pass({ seconds: 50 });
      expect(await newest()).toMatchObject({ state: 'failed', failure: { code: 'never_clear' } });
      expect(posts()).toBe(8);
      const panel = JSON.stringify(await desk.blocks('session', 'kim'));
      expect(panel).toContain('Several times the answers of TeamViewer were lost');
      expect(panel).not.toContain('It is being checked');
      expect(await desk.isOffered('create-session', 'kim')).toBe(true);
    });

    test('that cannot be cleared up fails in the end, and what was left behind is closed', async () => {
      loseAnswer();
      desk.teamviewer.fault = (call) => (call === 'GET /sessions' ? { status: 503 } : undefined);
      await create();
      await desk.pass({ minutes: 65 });
      expect(await newest()).toMatchObject({ state: 'failed' });
      expect(desk.teamviewer.open()).toHaveLength(1);
      desk.teamviewer.fault = null;
      await desk.pass({ hours: 1 });
      expect(desk.teamviewer.open()).toEqual([]);
      expect(keys()).toEqual([`surplus:${desk.teamviewer.sessions[0]?.code}`]);
    });
  });

  describe('the panel', () => {
    test('shows the customer link to responsible and initiator alone, and the supporter link to nobody', async () => {
      await create();
      const link = desk.teamviewer.sessions[0]?.end_customer_link ?? '';
      const seen = async (panel: string, person: string) => JSON.stringify(await desk.blocks(panel, person));
      expect(await seen('session', 'kim')).toContain(link);
      expect(await seen('session', 'alex')).not.toContain(link);
      expect(await seen('session-requester', 'erika')).toContain(link);
      for (const [panel, person] of [
        ['session', 'kim'],
        ['session', 'alex'],
        ['session-requester', 'erika'],
      ] as const)
        expect(await seen(panel, person)).not.toContain('Ab12Cd34Ef56');
      expect(await desk.blocks('session', 'erika')).toEqual([]);
      expect(await desk.blocks('session-requester', 'kim')).toEqual([]);
    });

    test('on the portal belongs to whoever was invited, agent or not, for as long as the activity is theirs', async () => {
      await create();
      const link = desk.teamviewer.sessions[0]?.end_customer_link ?? expect.fail();
      const onPortal = async (person: string) =>
        JSON.stringify(await desk.blocks('session-requester', person));
      expect(await onPortal('alex')).toBe('[]');
      expect(await onPortal('erika')).toContain(link);
      desk.change({ initiatorId: 'alex' });
      expect(await onPortal('alex')).toBe('[]');
      expect(await onPortal('erika')).toBe('[]');
    });

    test('on the portal says who comes, why and until when, and after the end that nobody looks any more', async () => {
      await create();
      const shown = async () => desk.blocks('session-requester', 'erika');
      const [who, join, facts] = await shown();
      expect(who).toMatchObject({ type: 'text', text: expect.stringContaining('Kim Lee') });
      expect(join).toMatchObject({ type: 'links', links: [{ label: 'Jetzt beitreten', prominent: true }] });
      expect(JSON.stringify(facts)).toContain('INC');
      expect(JSON.stringify(facts)).toContain('Gültig bis');
      await desk.press('end-session', 'kim');
      expect(JSON.stringify(await shown())).toContain('ist zu Ende');
      expect(JSON.stringify(await shown())).not.toContain('get.teamviewer.com');
    });

    test('spells the code in both alphabets and in groups', async () => {
      await create();
      const block = (await desk.blocks('session', 'kim')).find((one) => one.type === 'code');
      expect(block).toMatchObject({ groups: expect.arrayContaining([expect.stringMatching(/^s\d{3}$/)]) });
      expect(JSON.stringify(block)).toContain('Salzwedel');
      expect(JSON.stringify(block)).toContain('Sierra');
    });
  });

  describe('joining', () => {
    const open = async (link: string, person: string) => {
      const { default: addon } = await import('../server.ts');
      return addon.links?.[link]?.open(desk.context(person), desk.host);
    };

    test('is for the responsible of this moment, and is recorded', async () => {
      await create();
      expect(await open('join-native', 'alex')).toMatchObject({ kind: 'refused' });
      expect(await open('join-native', 'kim')).toEqual({
        kind: 'redirect',
        url: desk.teamviewer.sessions[0]?.supporter_link,
      });
      expect(await open('join-browser', 'kim')).toEqual({
        kind: 'redirect',
        url: desk.teamviewer.sessions[0]?.webclient_supporter_link,
      });
      expect(JSON.stringify(await desk.blocks('session', 'kim'))).toContain(
        'Kim Lee (TeamViewer), Kim Lee (browser)',
      );
    });

    test('moves with the activity; both are named on the journal', async () => {
      await create();
      desk.change({ responsibleId: 'alex' });
      await desk.event(workflows.handOver, rules.handedOver);
      expect(await open('join-native', 'kim')).toMatchObject({ kind: 'refused' });
      expect(await open('join-native', 'alex')).toMatchObject({ kind: 'redirect' });
      expect(desk.texts()[1]).toContain('from Kim Lee to Alex Roth');
    });

    test('ends with the session', async () => {
      await create();
      desk.change({ state: 204 });
      await desk.event(workflows.collectReports, rules.closed);
      expect(await open('join-native', 'kim')).toMatchObject({ kind: 'refused' });
      expect(await desk.isOffered('join-native', 'kim')).toBe(false);
    });
  });

  describe('live state', () => {
    test('comes from one shared poll that rests when no session is open', async () => {
      await create();
      const [session] = desk.teamviewer.sessions;
      if (session !== undefined) session.online = true;
      await desk.pass({ seconds: 61 });
      expect(await newest()).toMatchObject({ online: true });
      expect(desk.touched).toContain(`activity:${activityId}`);
      await desk.press('end-session', 'kim');
      await desk.pass({ minutes: 2 });
      const calls = desk.teamviewer.calls.filter((call) => call === 'GET /sessions').length;
      await desk.pass({ minutes: 10 });
      expect(desk.teamviewer.calls.filter((call) => call === 'GET /sessions')).toHaveLength(calls);
    });

    test('is asked for every ten seconds while somebody watches, every sixty otherwise', async () => {
      await create();
      const polls = () => desk.teamviewer.calls.filter((call) => call === 'GET /sessions').length;
      await desk.pass({ minutes: 10 });
      const unwatched = polls();
      expect(unwatched).toBeLessThanOrEqual(12);
      await desk.blocks('session', 'kim');
      await desk.pass({ seconds: 60 });
      expect(polls() - unwatched).toBeGreaterThanOrEqual(6);
    });

    test('sees a session that was closed at TeamViewer', async () => {
      await create();
      const [session] = desk.teamviewer.sessions;
      if (session !== undefined) session.state = 'Closed';
      await desk.pass({ seconds: 61 });
      expect(await newest()).toMatchObject({ state: 'ended', endReason: 'at_teamviewer' });
    });
  });

  describe('the record', () => {
    const close = async () => {
      desk.change({ state: 204 });
      await desk.event(workflows.collectReports, rules.closed);
    };

    test('of a closed activity: the session is closed at TeamViewer and its connections stand in the journal', async () => {
      await create();
      await desk.pass({ minutes: 20 });
      desk.teamviewer.reports.push(report());
      await close();
      expect(desk.teamviewer.open()).toEqual([]);
      expect(keys()).toEqual(['created', 'record:1', 'notes:1']);
      expect(desk.texts()[1]).toBe(
        `TeamViewer session ${desk.teamviewer.sessions[0]?.code}: 1 connection, duration 750s.\nService Desk – device: NB-0042 (1234567890), start: 2026-11-02T08:05:00Z, end: 2026-11-02T08:17:30Z, duration: 750s, type: remote support with code, rating: 5, feedback: "thanks"`,
      );
      expect(desk.texts()[2]).toContain('replaced <b>toner</b>');
      expect(desk.journal[2]).not.toHaveProperty('visibility');
      expect(await newest()).toMatchObject({ state: 'ended', record: 'written' });
    });

    test('waits for the grace time before it says that no session took place', async () => {
      await create();
      await close();
      expect(await newest()).toMatchObject({ record: 'asking' });
      expect(JSON.stringify(await desk.blocks('session', 'kim'))).toMatch(
        /Waiting for connection reports until/,
      );
      await desk.pass({ minutes: 9 });
      expect(keys()).toEqual(['created']);
      await desk.pass({ minutes: 2 });
      expect(desk.texts()[1]).toBe('No TeamViewer session took place.');
      expect(desk.texts('de')[1]).toBe('Es hat keine TeamViewer-Session stattgefunden.');
      await desk.pass({ hours: 24 * 8 });
      expect(keys()).toEqual(['created', 'record:1']);
    });

    test('says it at once without a grace time', async () => {
      configure({ graceMinutes: 0 });
      await create();
      await close();
      expect(keys()).toEqual(['created', 'record:1']);
    });

    test('does not deny a session when the customer was seen online', async () => {
      await create();
      const [session] = desk.teamviewer.sessions;
      if (session !== undefined) session.online = true;
      await desk.pass({ seconds: 61 });
      await close();
      await desk.pass({ minutes: 11 });
      expect(desk.texts()[1]).toMatch(/^It could not be determined .* The customer was online/);
      expect(await newest()).toMatchObject({ record: 'undetermined' });
    });

    test('names the missing permission where the query is refused', async () => {
      await create();
      desk.teamviewer.fault = (call) =>
        call === 'GET /reports/connections'
          ? { status: 403, json: { error: 'invalid_permission' } }
          : undefined;
      await close();
      await desk.pass({ minutes: 11 });
      expect(desk.texts()[1]).toContain('Connection reporting → Read connection entries');
      desk.teamviewer.fault = null;
      await desk.pass({ hours: 7 });
      expect(desk.texts().at(-1)).toBe('No TeamViewer session took place.');
      expect(desk.journal.at(-1)?.supersedes).toBe(desk.journal[1]?.key);
    });

    test('keeps asking while TeamViewer is away, and does not hurry to a conclusion', async () => {
      await create();
      desk.teamviewer.fault = (call) => (call === 'GET /reports/connections' ? { status: 503 } : undefined);
      await close();
      await desk.pass({ hours: 3 });
      expect(keys()).toEqual(['created']);
      desk.teamviewer.fault = null;
      desk.teamviewer.reports.push(report());
      await desk.pass({ hours: 4 });
      expect(keys()).toEqual(['created', 'record:1', 'notes:1']);
    });

    test('is superseded by a late report within seven days, and by a corrected one', async () => {
      await create();
      await close();
      await desk.pass({ minutes: 11 });
      desk.teamviewer.reports.push(
        report({ start_date: '2026-11-02T08:00:30Z', end_date: '2026-11-02T08:02:00Z', notes: '' }),
      );
      await desk.pass({ hours: 30 });
      expect(keys()).toEqual(['created', 'record:1', 'record:2']);
      expect(desk.journal[2]?.supersedes).toBe(desk.journal[1]?.key);
      const [late] = desk.teamviewer.reports;
      if (late !== undefined) late['end_date'] = '2026-11-02T08:03:00Z';
      await desk.pass({ hours: 24 * 2 });
      expect(keys()).toEqual(['created', 'record:1', 'record:2', 'record:3']);
      expect(await desk.host.sql`select version from connection_report_versions`).toHaveLength(1);
    });

    test('is made once for whichever comes first, closing or expiry (68)', async () => {
      configure({ sessionHours: 1 });
      await create();
      await desk.pass({ hours: 1, minutes: 1 });
      expect(await newest()).toMatchObject({ state: 'ended', endReason: 'expired' });
      await close();
      await desk.pass({ hours: 2 });
      expect(keys()).toEqual(['created', 'record:1']);
    });

    test('is made due at once when the activity was closed while its session was being created', async () => {
      desk.teamviewer.fault = (call) => {
        if (call === 'POST /sessions') desk.change({ state: 204 });
        return undefined;
      };
      await create();
      await desk.pass({ minutes: 11 });
      expect(desk.mails).toEqual([]);
      expect(desk.teamviewer.open()).toEqual([]);
      expect(keys()).toEqual(['created', 'record:1']);
    });

    test('follows solving only where the configuration says so', async () => {
      await create();
      desk.change({ state: 220 });
      await desk.event(workflows.collectReports, rules.solved);
      expect(await newest()).toMatchObject({ state: 'open' });
      configure({ endOnSolve: true });
      await desk.event(workflows.collectReports, rules.solved);
      expect(await newest()).toMatchObject({ state: 'ended', endReason: 'solved' });
    });

    test('is found by the sweep where no trigger fired (68)', async () => {
      await create();
      desk.change({ state: 204 });
      await desk.pass({ hours: 1, minutes: 15 });
      expect(await newest()).toMatchObject({ state: 'ended', endReason: 'closed', record: 'nothing' });
    });

    test('once per activity: no second code, ever', async () => {
      configure({ oneCodePerActivity: true });
      await create();
      await desk.press('end-session', 'kim');
      await desk.work();
      expect(await desk.isOffered('create-session', 'kim')).toBe(false);
    });
  });
});
