import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { testDatabases } from '../../../testing/databases.ts';
import { type TestDesk, testDesk } from '../../../testing/desk.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Log } from '../../platform/log/log.ts';
import type { Delivery, MailMessage } from '../../platform/net/mail-transport.ts';
import type { StartRun } from '../automation/automation.ts';
import { createDeskMails } from './desk-mails.ts';
import { createMailSender, type MailSenderDeps } from './mail-sender.ts';
import type { OutgoingMail } from './mails.ts';
import { createMails } from './service.ts';

const silent: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  child: () => silent,
};
const mail: OutgoingMail = {
  packageId: 'teamviewer',
  key: 'invitation:1',
  to: { name: 'Rita', address: 'rita@example.org' },
  subject: 'Your session',
  text: 'Join here',
  onOutcome: { workflow: 'mail-outcome', context: { session: 's1' } },
};

describe.each(testDatabases)('notifications on $kind', ({ open }) => {
  let db: Database;
  let desk: TestDesk;
  let woken: string[];
  let started: StartRun[];
  let sent: MailMessage[];
  let answers: (Delivery | Promise<Delivery>)[];
  /** So many attempts come to a standstill before the mail server can have anything. */
  let dyingBeforeHandOver: number;
  let version: string | null;
  let deps: MailSenderDeps;

  beforeAll(async () => {
    db = await open();
  });
  afterAll(() => db.close());
  beforeEach(async () => {
    await db.sql`delete from mails`;
    desk = testDesk(db);
    woken = [];
    started = [];
    sent = [];
    answers = [];
    dyingBeforeHandOver = 0;
    version = '1.0';
    deps = {
      ...desk,
      log: silent,
      runs: { start: async (_tx, run) => (started.push(run), 'run') },
      currentVersion: () => version,
      transport: {
        async deliver(message, { beforeHandOver } = {}) {
          if (dyingBeforeHandOver > 0) {
            dyingBeforeHandOver -= 1;
            return new Promise(() => undefined);
          }
          await beforeHandOver?.();
          sent.push(message);
          return answers.shift() ?? { kind: 'accepted' };
        },
      },
    };
  });

  const mails = () =>
    createMails({
      ...deps,
      wake: { send: async (_tx, _queue, id) => void woken.push(id), work: async () => undefined },
      publicUrl: () => 'https://desk.example.org:8443',
    });
  const enqueue = (more: Partial<OutgoingMail> = {}) =>
    db.transaction((tx) => mails().enqueue(tx, { ...mail, ...more }));
  const rows = () =>
    db.sql<{ state: string; attempts: number; last_error: string | null; to_address: string; key: string }>`
      select state, attempts, last_error, to_address, key from mails order by created_at, id`;
  const later: Delivery = { kind: 'later', reason: '450 greylisted' };
  const unknown: Delivery = { kind: 'unknown', reason: 'connection lost' };
  const letLeasesExpire = () => db.sql`update mails set lease_until = now() - interval '1 second'`;

  describe('the outbox', () => {
    test('keeps nothing of a transaction that failed', async () => {
      const failing = db.transaction(async (tx) => {
        await mails().enqueue(tx, mail);
        throw new Error('no');
      });
      await expect(failing).rejects.toThrow('no');
      expect(await rows()).toEqual([]);
    });

    test('refuses what is no address, and tells the one who asked', async () => {
      await enqueue({ to: { name: 'Rita', address: 'rita@example.org\r\nBcc: all@example.org' } });
      expect(await rows()).toMatchObject([{ state: 'refused', last_error: 'not a mail address' }]);
      expect(started).toMatchObject([
        {
          packageId: 'teamviewer',
          workflow: 'mail-outcome',
          version: '1.0',
          input: {
            mailKey: 'invitation:1',
            outcome: 'refused',
            reason: 'not a mail address',
            context: { session: 's1' },
          },
        },
      ]);
      expect(woken).toEqual([]);
    });

    test('takes the same key of the same package once, and wakes the sender', async () => {
      await Promise.all([enqueue(), enqueue()]);
      await enqueue({ packageId: null });
      await enqueue({ key: null });
      await enqueue({ key: null });
      expect(await rows()).toHaveLength(4);
      expect(woken).toHaveLength(4);
    });

    test('holds header texts as one line', async () => {
      await enqueue({ subject: 'Hello\r\nBcc: x', to: { name: 'Ri\nta', address: ' rita@example.org ' } });
      await createMailSender(deps).sweep();
      expect(sent).toMatchObject([
        { subject: 'Hello Bcc: x', to: { name: 'Ri ta', address: 'rita@example.org' } },
      ]);
    });
  });

  describe('the sender', () => {
    test('without a mail server leaves everything in the outbox', async () => {
      await enqueue();
      const sender = createMailSender({ ...deps, transport: null });
      await sender.sweep();
      sender.deliver(woken[0] ?? '');
      await sender.stop();
      expect(await rows()).toMatchObject([{ state: 'queued', attempts: 0 }]);
    });

    test('sends once and tells the outcome once, however often it is woken on however many nodes', async () => {
      await enqueue();
      const nodes = [1, 2, 3].map(() => createMailSender(deps));
      for (const node of nodes) node.deliver(woken[0] ?? '');
      await Promise.all(nodes.map((node) => node.sweep()));
      await Promise.all(nodes.map((node) => node.stop()));
      expect(sent).toHaveLength(1);
      expect(sent[0]?.messageId).toMatch(/^<[0-9a-f-]{36}@desk\.example\.org>$/);
      expect(await rows()).toMatchObject([{ state: 'accepted', attempts: 1 }]);
      expect(started).toMatchObject([
        { input: { mailKey: 'invitation:1', outcome: 'accepted', context: { session: 's1' } } },
      ]);
    });

    test('tries again at growing intervals for about a day, then gives up and says why', async () => {
      await enqueue();
      const begin = desk.clock.now();
      const sender = createMailSender(deps);
      const attempts: number[] = [];
      for (let minute = 0; minute < 26 * 60 * 2; minute++) {
        answers = [later];
        const before = sent.length;
        await sender.sweep();
        if (sent.length > before) attempts.push(desk.clock.now().since(begin).total('minutes'));
        const [row] = await db.sql<{
          due_at: Temporal.Instant;
          state: string;
        }>`select due_at, state from mails`;
        if (row?.state !== 'queued') break;
        desk.clock.advance(row.due_at.since(desk.clock.now()));
      }
      const pauses = attempts.slice(1).map((at, index) => at - (attempts[index] ?? 0));
      expect(pauses).toEqual(pauses.toSorted((a, b) => a - b));
      expect(attempts.at(-1)).toBeGreaterThan(20 * 60);
      expect(attempts.at(-1)).toBeLessThan(26 * 60);
      expect(new Set(sent.map((message) => message.messageId)).size).toBe(1);
      expect(await rows()).toMatchObject([{ state: 'refused', last_error: '450 greylisted' }]);
      expect(started).toMatchObject([
        { input: { outcome: 'retried', reason: '450 greylisted' } },
        { input: { outcome: 'refused', reason: '450 greylisted' } },
      ]);
    });

    test('does not try before it is due', async () => {
      await enqueue();
      answers = [later];
      const sender = createMailSender(deps);
      await sender.sweep();
      await sender.sweep();
      sender.deliver(woken[0] ?? '');
      await sender.stop();
      expect(sent).toHaveLength(1);
    });

    test('ends at once what the server refuses for good', async () => {
      await enqueue();
      answers = [{ kind: 'refused', reason: '550 no such user' }];
      await createMailSender(deps).sweep();
      expect(await rows()).toMatchObject([{ state: 'refused', last_error: '550 no such user' }]);
      expect(started).toMatchObject([{ input: { outcome: 'refused', reason: '550 no such user' } }]);
    });

    test('repeats once, under the same Message-ID, when nobody knows whether it arrived', async () => {
      await enqueue();
      const sender = createMailSender(deps);
      for (let round = 0; round < 5; round++) {
        answers = [unknown];
        await sender.sweep();
        desk.clock.advance({ hours: 1 });
      }
      expect(sent).toHaveLength(2);
      expect(sent[0]?.messageId).toBe(sent[1]?.messageId);
      expect(await rows()).toMatchObject([{ state: 'refused', attempts: 2 }]);
      expect(started).toMatchObject([{ input: { outcome: 'retried' } }, { input: { outcome: 'refused' } }]);
    });

    test('takes over from a node that died in the middle, once, and leaves one that lives alone', async () => {
      await enqueue();
      const hanging = Promise.withResolvers<Delivery>();
      answers = [hanging.promise];
      const dying = createMailSender(deps);
      const dead = dying.sweep();
      await expect.poll(() => sent.length).toBe(1);
      await createMailSender(deps).sweep();
      expect(sent).toHaveLength(1);
      await letLeasesExpire();
      await createMailSender(deps).sweep();
      expect(sent).toHaveLength(2);
      hanging.resolve({ kind: 'refused', reason: 'too late to matter' });
      await dead;
      expect(await rows()).toMatchObject([{ state: 'accepted', last_error: null }]);
      expect(started).toHaveLength(1);
    });

    test('does not send a third time after two nodes died in the middle', async () => {
      await enqueue();
      for (let death = 0; death < 2; death++) {
        answers = [new Promise(() => undefined)];
        void createMailSender(deps).sweep();
        await expect.poll(() => sent.length).toBe(death + 1);
        await letLeasesExpire();
      }
      await createMailSender(deps).sweep();
      expect(sent).toHaveLength(2);
      expect(await rows()).toMatchObject([{ state: 'refused' }]);
      expect(started).toMatchObject([{ input: { outcome: 'refused', unknown: true } }]);
    });

    test('sends however many nodes died before the mail server could have it, and counts none of them as unknown', async () => {
      await enqueue();
      dyingBeforeHandOver = 5;
      for (let left = 4; left >= 0; left--) {
        void createMailSender(deps).sweep();
        await expect.poll(() => dyingBeforeHandOver, { timeout: 60_000 }).toBe(left);
        await letLeasesExpire();
      }
      expect(sent).toEqual([]);
      answers = [unknown];
      await createMailSender(deps).sweep();
      desk.clock.advance({ hours: 1 });
      await createMailSender(deps).sweep();
      expect(sent).toHaveLength(2);
      expect(await rows()).toMatchObject([{ state: 'accepted', attempts: 7 }]);
    });

    test('gives up a mail at which every attempt is interrupted, and says so', async () => {
      await enqueue();
      dyingBeforeHandOver = 12;
      for (let left = 11; left >= 0; left--) {
        void createMailSender(deps).sweep();
        await expect.poll(() => dyingBeforeHandOver, { timeout: 60_000 }).toBe(left);
        await letLeasesExpire();
      }
      await createMailSender(deps).sweep();
      expect(sent).toEqual([]);
      expect(await rows()).toMatchObject([{ state: 'refused', last_error: 'every attempt was interrupted' }]);
      expect(started).toMatchObject([{ input: { outcome: 'refused', unknown: false } }]);
    });

    test('does not hand over what somebody else took over meanwhile', async () => {
      await enqueue();
      const held = Promise.withResolvers<void>();
      const reached = Promise.withResolvers<void>();
      const slow = createMailSender({
        ...deps,
        transport: {
          async deliver(message, { beforeHandOver } = {}) {
            reached.resolve();
            await held.promise;
            const refused = await beforeHandOver?.().catch((error: Error) => error);
            if (refused) return { kind: 'later', reason: refused.message };
            sent.push(message);
            return { kind: 'accepted' };
          },
        },
      }).sweep();
      await reached.promise;
      await letLeasesExpire();
      await createMailSender(deps).sweep();
      held.resolve();
      await slow;
      expect(sent).toHaveLength(1);
      expect(await rows()).toMatchObject([{ state: 'accepted' }]);
      expect(started).toMatchObject([{ input: { outcome: 'accepted' } }]);
    });

    test('knows again what became of an attempt once the answer is there', async () => {
      await enqueue();
      for (const answer of [later, later, unknown]) {
        answers = [answer];
        await createMailSender(deps).sweep();
        desk.clock.advance({ hours: 1 });
      }
      expect(await db.sql`select unknown_outcomes from mails`).toEqual([{ unknown_outcomes: 1 }]);
      await createMailSender(deps).sweep();
      expect(sent).toHaveLength(4);
      expect(await rows()).toMatchObject([{ state: 'accepted' }]);
      expect(await db.sql`select unknown_outcomes from mails`).toEqual([{ unknown_outcomes: 1 }]);
    });

    test('goes on when the workflow that waits for the outcome is gone', async () => {
      await enqueue();
      version = null;
      await createMailSender(deps).sweep();
      expect(await rows()).toMatchObject([{ state: 'accepted' }]);
      expect(started).toEqual([]);
    });

    test('keeps nothing of a one-time link once its mail has left', async () => {
      await enqueue({ packageId: null, key: 'invitation:x', text: 'secret link' });
      await enqueue();
      await createMailSender(deps).sweep();
      expect(sent.map(({ text }) => text).sort()).toEqual(['Join here', 'secret link']);
      const kept = await db.sql<{ text: string }>`select text from mails order by text`;
      expect(kept).toEqual([{ text: '' }, { text: 'Join here' }]);
    });

    test('sends a hundred', async () => {
      for (let count = 0; count < 100; count++) await enqueue({ key: `k${count}` });
      const sender = createMailSender(deps);
      for (let round = 0; round < 3; round++) await sender.sweep();
      expect(new Set(sent.map((message) => message.messageId)).size).toBe(100);
      expect(sent).toHaveLength(100);
    });
  });

  describe("the desk's mails", () => {
    async function work(language: 'de' | 'en', email: string | null = 'rita@example.org') {
      const agent = await desk.person('Anna Agent', ['agent']);
      const rita = await desk.person('Rita Müller', ['requester'], { language, email });
      const { id } = await desk.activities.create(agent, {
        kind: 'incident',
        subject: 'Drucker <b>brennt</b>',
        description: '',
        initiatorId: rita.id,
        teamId: null,
        priority: 1,
        assetIds: [],
      });
      return { agent, rita, id };
    }
    async function mailed(): Promise<{ subject: string; text: string; to_address: string }[]> {
      const deskMails = createDeskMails({
        mails: mails(),
        journal: desk.journal,
        publicUrl: () => 'https://desk.example.org',
      });
      for (const event of desk.emitted.splice(0)) {
        const withId = { ...event, id: desk.newId() };
        // Asked again for the same event, as after a crash: nothing is sent twice.
        for (let time = 0; time < 2; time++) await db.transaction((tx) => deskMails(tx, withId));
      }
      return db.sql`select subject, text, to_address from mails order by subject desc`;
    }

    test('say nothing of internal comments, nor of what the requester does', async () => {
      const { agent, rita, id } = await work('en');
      await desk.activities.comment(agent, id, { text: 'Inside', visibility: 'internal' });
      await desk.activities.comment(rita, id, { text: 'Outside', visibility: 'requester' });
      await desk.activities.transition(agent, id, { transition: 'accept', version: 1 });
      expect(await mailed()).toEqual([]);
    });

    test('are not written to somebody without address', async () => {
      const { agent, id } = await work('en', null);
      await desk.activities.comment(agent, id, { text: 'Hello', visibility: 'requester' });
      expect(await mailed()).toEqual([]);
    });

    test('tell of a reply, in German', async () => {
      const { agent, id } = await work('de');
      await desk.activities.comment(agent, id, {
        text: 'Bitte neu starten.\nDanke!',
        visibility: 'requester',
      });
      const [reply, ...others] = await mailed();
      expect(others).toEqual([]);
      expect(reply).toMatchObject({ to_address: 'rita@example.org' });
      expect(reply?.subject).toMatch(/^\[INC\d{5}\] Antwort: Drucker <b>brennt<\/b>$/);
      expect(reply?.text).toContain('Guten Tag Rita Müller,');
      expect(reply?.text).toContain('Anna Agent hat zu Ihrem Vorgang');
      expect(reply?.text).toContain('\n\nBitte neu starten.\nDanke!\n\n');
      expect(reply?.text).toContain(`https://desk.example.org/activities/${id}`);
      expect(reply?.text).toContain('Antworten auf diese E-Mail werden nicht gelesen.');
    });

    test('tell of solving and closing, in English', async () => {
      const { agent, id } = await work('en');
      await desk.activities.transition(agent, id, { transition: 'take_over', version: 1 });
      await desk.activities.transition(agent, id, { transition: 'solve', version: 2, note: 'Put it out.' });
      desk.clock.advance({ minutes: 1 });
      await desk.activities.transition(agent, id, { transition: 'close', version: 3 });
      const [solved, closed, ...others] = await mailed();
      expect(others).toEqual([]);
      expect(solved?.subject).toContain('Solved');
      expect(solved?.text).toContain('Solution:\nPut it out.');
      expect(closed?.subject).toContain('Closed');
      expect(closed?.text).toContain('has been closed.');
    });

    test('that cannot be delivered are noted on the journal', async () => {
      const { agent, id } = await work('en');
      await desk.activities.comment(agent, id, { text: 'Hello', visibility: 'requester' });
      await mailed();
      answers = [{ kind: 'refused', reason: '550 no such user' }];
      await createMailSender(deps).sweep();
      const { items } = await desk.activities.journal(agent, id, { limit: 1 });
      expect(items).toMatchObject([
        { kind: 'mail', visibility: 'internal', author: { kind: 'system', name: 'Fernwart' } },
      ]);
      expect(JSON.stringify(items[0]?.content.de)).toContain('550 no such user');
    });
  });
});
