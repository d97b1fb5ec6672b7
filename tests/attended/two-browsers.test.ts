import type { DevEnv } from '@fernwart/dev-env';
import { drivenClock, systemClock } from '@fernwart/server';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser, newVisitor, signInAs, type Visitor } from '../support/browser.ts';
import { signedIn } from '../support/desk-client.ts';
import { places, startTestDesk, type TestPlace } from '../support/test-desk.ts';
import { walks } from './walks.ts';

const [embedded, postgres] = places;
/** As long as a busy machine may take. */
const soon = { timeout: 20_000 };
/** What a spreadsheet would take for a formula and a browser for markup. */
const nastyNotes = '=HYPERLINK("http://evil.example")<b>';

describe.each([
  { walk: walks.de, theirs: walks.en, place: embedded },
  { walk: walks.en, theirs: walks.de, place: postgres },
])(
  'a session from the click to the record, in $walk.locale on $place.kind',
  ({ walk, theirs, place: { make } }) => {
    const clock = drivenClock(systemClock());
    let place: TestPlace;
    let desk: DevEnv;
    let browser: Browser;
    /**
     * Who is responsible first; who takes over and reads the other language; who reported it at the console; and the same
     * person without signing in.
     */
    let first: Visitor;
    let second: Visitor;
    let requester: Visitor;
    let customer: Visitor;
    let activity: { id: string; number: string };

    beforeAll(async () => {
      place = await make();
      desk = await startTestDesk(place, { clock });
      const rita = await signedIn(desk.server.origin, 'rita');
      await rita.browser.send('PATCH', `${desk.server.origin}/api/v1/me`, { language: walk.language });
      activity = await (await signedIn(desk.server.origin, walk.login)).newActivity(walk.subject);
      browser = await launchBrowser();
      [first, second, requester, customer] = await Promise.all(
        Array.from({ length: 4 }, () => newVisitor(browser, walk.locale)) as [
          Promise<Visitor>,
          Promise<Visitor>,
          Promise<Visitor>,
          Promise<Visitor>,
        ],
      );
      await open(first, walk.first);
      await open(second, walk.second);
    }, 120_000);
    afterAll(async () => {
      await browser?.close();
      await desk?.stop();
      await place.remove();
    });

    const later = (duration: Temporal.DurationLike) => clock.advance(Temporal.Duration.from(duration));
    const on = (visitor: Visitor) => {
      const { page } = visitor;
      const words = visitor === second ? theirs : walk;
      return {
        button: (name: string | RegExp) => page.getByRole('button', { name, exact: true }),
        joins: () => page.getByRole('link', { name: words.join }),
        joinsInBrowser: () => page.getByRole('link', { name: words.joinInBrowser }),
        text: () => page.getByRole('main').innerText(),
      };
    };
    const session = () => [...desk.emulator.state.sessions.values()].at(-1) ?? expect.fail();
    const invitations = () => desk.catcher.mails.filter((mail) => mail.text.includes(session().code));

    const records = async () => {
      const rows = await desk.server.parts.db.sql<{ record: string }>`
      select record from pkg_teamviewer.sessions order by requested_at`;
      return rows.map((row) => row.record);
    };

    async function open(visitor: Visitor, name: RegExp): Promise<void> {
      await signInAs(visitor.page, desk.server.origin, name);
      await visitor.page.goto(`${desk.server.origin}/activities/${activity.id}`);
      await visitor.page.getByText(activity.number).first().waitFor();
    }

    test('created with one click: the join buttons stand there once, for the responsible alone', async () => {
      await on(first).button(walk.accept).click();
      await on(first).button(walk.create).click();
      await on(first).joins().waitFor();
      expect(await on(first).joins().count()).toBe(1);
      expect(await on(first).joinsInBrowser().count()).toBe(1);
      expect(await on(first).button(walk.create).count()).toBe(0);
      await expect.poll(() => on(first).text(), soon).toMatch(walk.created);
      expect(await on(second).joins().count()).toBe(0);
      expect(await on(second).button(theirs.create).count()).toBe(0);
    });

    test("the invitation came over SMTP, in the initiator's language, and its link needs no sign-in", async () => {
      await expect.poll(() => invitations().length, soon).toBe(1);
      const [mail] = invitations();
      expect(mail?.to).toContain('rita');
      expect(mail?.subject).toBe(walk.mailSubject(activity.number, walk.subject));
      await expect.poll(() => on(first).text(), soon).toContain(walk.mailAccepted);
      const link = /https:\/\/get\.teamviewer\.com(\S+)/.exec(mail?.text ?? '')?.[1];
      await customer.page.goto(`${desk.emulator.origin}${link}`);
      await customer.page.getByRole('button').first().click();
      await expect.poll(() => session().customer, soon).toBeTruthy();
      // The next poll of whoever watches is ten seconds away.
      later({ seconds: 11 });
      await expect.poll(() => on(first).text(), soon).toContain(walk.online);
      await expect.poll(() => on(second).text(), soon).toContain(theirs.online);
    });

    test('joining leads on with 303, natively and in the browser; the link itself stands on no page', async () => {
      for (const link of [on(first).joins(), on(first).joinsInBrowser()]) {
        const href = (await link.getAttribute('href')) ?? expect.fail();
        const answer = await first.context.request.get(`${desk.server.origin}${href}`, { maxRedirects: 0 });
        expect(answer.status()).toBe(303);
        expect(answer.headers()['location']).toContain(session().secret);
        const refused = await second.context.request.get(`${desk.server.origin}${href}`, { maxRedirects: 0 });
        expect(refused.status()).toBe(403);
      }
      expect(await first.page.content()).not.toContain(session().secret);
      const supporter = await joinedBy(first, on(first).joins());
      expect(supporter.url()).toContain(session().secret);
      await supporter.getByRole('button', { name: walk.supporter.join, exact: true }).click();
      await expect.poll(() => session().connectedAt, soon).toBeTruthy();
      await supporter.getByLabel(walk.supporter.minutes).fill('12');
      await supporter.getByLabel(walk.supporter.notes).fill(nastyNotes);
      await supporter.getByRole('button', { name: walk.supporter.end }).click();
      await supporter.waitForLoadState();
      expect(session().connectedAt).toBeNull();
    });

    test('who reported it finds the same link in the portal, and who comes', async () => {
      await open(requester, /Rita Sommer/);
      const link = requester.page.getByRole('link', { name: walk.joinAsCustomer });
      await link.waitFor();
      expect(await link.getAttribute('href')).toContain(session().code.replaceAll('-', ''));
      expect(await on(requester).text()).toContain(walk.firstName);
      expect(await requester.page.content()).not.toContain(session().secret);
    });

    test(`handed over by "${walk.handOver.name}": the buttons move without a reload, and both are named`, async () => {
      await walk.handOver.do(first.page, second.page);
      await on(second).joins().waitFor();
      await on(second).joinsInBrowser().waitFor();
      await on(first).joins().waitFor({ state: 'detached' });
      expect(await on(first).joinsInBrowser().count()).toBe(0);
      await expect.poll(() => on(first).text(), soon).toMatch(walk.handedOver);
      await expect.poll(() => on(requester).text(), soon).toContain(walk.secondName);
    });

    test('the new responsible invites again, in person', async () => {
      await on(second).button(theirs.sendAgain).click();
      await expect.poll(() => invitations().length, soon).toBe(2);
      expect(new Set(invitations().map((mail) => mail.messageId)).size).toBe(2);
      expect(invitations()[1]?.text).toContain(walk.secondName);
    });

    test('ended by hand, and recorded with its connection', async () => {
      await on(second).button(theirs.end).click();
      await second.page.getByRole('dialog').getByRole('button', { name: theirs.end, exact: true }).click();
      await on(second).joins().waitFor({ state: 'detached' });
      await expect.poll(() => on(second).text(), soon).toMatch(theirs.connected);
      expect(session().state).toBe('closed');
      await expect.poll(() => on(second).text(), soon).toContain(nastyNotes);
      const source = `${desk.server.origin}/api/v1/packages/teamviewer/sources/connections?format=csv`;
      const csv = await (await second.context.request.get(source)).text();
      expect(csv).toContain(`"'=HYPERLINK(""http://evil.example"")<b>`);
    });

    test('who reported it reads the outcome, and nothing that is internal', async () => {
      await expect.poll(() => on(requester).text(), soon).toMatch(walk.connected);
      expect(await requester.page.getByRole('link', { name: walk.joinAsCustomer }).count()).toBe(0);
      const text = await on(requester).text();
      expect(text).not.toMatch(walk.handedOver);
      expect(text).not.toContain(nastyNotes);
      expect(await requester.page.content()).not.toContain(session().secret);
    });

    test('a second one ends by its expiry, a day later, and nobody came', async () => {
      await on(second).button(theirs.create).click();
      await on(second).joins().waitFor();
      expect(desk.emulator.state.sessions.size).toBe(2);
      later({ hours: 24, minutes: 1 });
      await expect.poll(() => session().state, soon).toBe('closed');
      await expect.poll(records, soon).toEqual(['written', 'asking']);
      later({ minutes: 11 });
      // A day later everybody has to sign in again.
      await second.context.clearCookies();
      await open(second, walk.second);
      await expect.poll(() => on(second).text(), soon).toContain(theirs.nothing);
      await expect.poll(() => on(second).text(), soon).toContain(theirs.expired);
      expect(await on(second).joins().count()).toBe(0);
    });

    test('nothing broke in the pages on the way', () => {
      expect([...first.faults, ...second.faults, ...requester.faults].filter(isNews)).toEqual([]);
    });
  },
);

/** A session of the desk that ran out a day later is refused with 401, by design. */
const isNews = (fault: string) => !/401|403/.test(fault);

async function joinedBy(visitor: Visitor, link: ReturnType<Page['getByRole']>): Promise<Page> {
  const opened = visitor.context.waitForEvent('page');
  await link.click();
  const page = await opened;
  await page.waitForLoadState();
  return page;
}
