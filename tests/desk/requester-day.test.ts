import type { DevEnv } from '@fernwart/dev-env';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { de } from '../../apps/console/src/features/portal/texts/de.ts';
import { en } from '../../apps/console/src/features/portal/texts/en.ts';
import { accessibilityFindings, openPage, overflow } from '../console/look-at-page.ts';
import { launchBrowser, newVisitor, signInAs, type Visitor } from '../support/browser.ts';
import { type DeskClient, signedIn } from '../support/desk-client.ts';
import { places, startTestDesk, type TestPlace } from '../support/test-desk.ts';
import { pressEnterOn, typeInto } from './keyboard.ts';

const [embedded, postgres] = places;
const secretWords = 'Between us: she pulled the plug herself';
const hostile = `<img src=x onerror="window.hacked=1"><script>window.hacked=1</script> \u202eright-to-left\u202c ${'W'.repeat(300)} 👩‍👩‍👧‍👦`;

let browser: Browser;
/** The one that the tests of the moment are about. */
let desk: DevEnv;
let anna: DeskClient;
let rita: DeskClient;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

/** For the tests of one block: a desk on that database. */
function onDesk({ make }: (typeof places)[number]): void {
  let place: TestPlace;
  beforeAll(async () => {
    place = await make();
    desk = await startTestDesk(place);
    anna = await signedIn(desk.server.origin, 'anna');
    rita = await signedIn(desk.server.origin, 'rita');
    await setHours();
  }, 120_000);
  afterAll(async () => {
    await desk.stop();
    await place.remove();
  });
}

const soon = <T>(ask: () => T) => expect.poll(ask, { timeout: 60_000 });

const byKeyboard = {
  press: pressEnterOn,
  write: typeInto,
};
const byMouse = {
  press: async (_page: Page, target: Locator) => target.click(),
  write: async (_page: Page, target: Locator, text: string) => target.fill(text),
};

const everyHour = { de: 'Montag – Sonntag 00:00–24:00', en: 'Monday – Sunday 00:00–24:00' };
/** So that somebody is there whenever this runs. */
async function setHours(): Promise<void> {
  const admin = await signedIn(desk.server.origin, 'admin');
  const { version } = await admin.get<{ version: number }>('/settings/desk');
  const hours = [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from: '00:00', until: '24:00' }));
  await admin.browser.send('PATCH', `${desk.server.origin}/api/v1/settings/desk`, { version, hours });
}

async function statusOf(who: DeskClient, path: string): Promise<number> {
  try {
    return (await who.browser.send('GET', `${desk.server.origin}${path}`)).status;
  } catch (error) {
    const refused = /answered (\d{3})/.exec(String(error))?.[1];
    if (refused) return Number(refused);
    throw error;
  }
}

async function sessionOn(activityId: string): Promise<string> {
  await anna.createSession(activityId);
  const panel = `/packages/teamviewer/panels/session?subjectType=activity&subjectId=${activityId}`;
  let code: string | undefined;
  for (let tries = 0; tries < 100 && code === undefined; tries += 1) {
    await desk.server.parts.clock.sleep(Temporal.Duration.from({ milliseconds: 100 }));
    code = /"value":"(s[\d-]+)"/.exec(JSON.stringify(await anna.get(panel)))?.[1];
  }
  const secret = desk.emulator.state.sessions.get(code ?? '')?.secret;
  return secret ?? expect.fail();
}

describe('on PGlite', () => {
  onDesk(embedded);
  refusals();
  requesterDay({
    name: 'German, by keyboard alone',
    locale: 'de-DE',
    t: de,
    hand: byKeyboard,
    join: 'Jetzt beitreten',
  });
  languageChange();
});

describe('on PostgreSQL', () => {
  onDesk(postgres);
  requesterDay({ name: 'English, with a mouse', locale: 'en-GB', t: en, hand: byMouse, join: 'Join now' });
});

function refusals(): void {
  describe('a requester is refused', () => {
    let own: string;
    let foreign: string;
    let secret: string;

    beforeAll(async () => {
      own = (await anna.takenOverActivity('Own')).id;
      secret = await sessionOn(own);
      await anna.post(`/activities/${own}/journal`, { text: secretWords, visibility: 'internal' });
      const { items } = await anna.get<{ items: { id: string; name: string; roles: string[] }[] }>(
        '/people?role=requester&limit=100',
      );
      const other = items.find(({ name, roles }) => roles.length === 1 && name !== 'Rita Sommer');
      const made = await anna.post<{ id: string; version: number }>('/activities', {
        kind: 'incident',
        subject: 'Foreign',
        initiatorId: other?.id,
      });
      foreign = made.id;
      await anna.post(`/activities/${foreign}/transitions`, {
        transition: 'take_over',
        version: made.version,
      });
      await sessionOn(foreign);
    });

    test('internal entries, whatever is asked for', async () => {
      for (const query of ['', '?audience=all', '?audience=requester']) {
        const journal = JSON.stringify(await rita.get(`/activities/${own}/journal${query}`));
        expect(journal).not.toContain(secretWords);
        expect(journal).not.toContain('"internal"');
      }
    });

    test('foreign activities, with everything on them', async () => {
      const session = `panels/session-requester?subjectType=activity&subjectId=${foreign}`;
      for (const path of [
        `/api/v1/activities/${foreign}`,
        `/api/v1/activities/${foreign}/journal`,
        `/api/v1/activities/${foreign}/offers`,
        `/api/v1/activities/${foreign}/attachments`,
        `/api/v1/packages/teamviewer/${session}`,
      ])
        expect(await statusOf(rita, path), path).toBe(404);
      const list = JSON.stringify(await rita.get('/activities?limit=200'));
      expect(list).not.toContain(foreign);
      expect(JSON.stringify(await rita.get('/packages/teamviewer/pages/portal'))).not.toContain(foreign);
      // An agent is no initiator: the portal's session is not the agent's either.
      const asAgent = `/packages/teamviewer/panels/session-requester?subjectType=activity&subjectId=${foreign}`;
      expect(await statusOf(anna, `/api/v1${asAgent}`)).toBe(404);
    });

    test('the dashboard, and the guide of administrators', async () => {
      for (const path of ['dashboard/work', 'dashboard/figures', 'first-steps'])
        expect(await statusOf(rita, `/api/v1/${path}`), path).toBe(403);
      for (const page of ['running', 'figures', 'first-steps'])
        expect(await statusOf(rita, `/api/v1/packages/teamviewer/pages/${page}`), page).toBe(403);
    });

    test('the supporter link: no answer carries it, and opening it leads nowhere', async () => {
      const subject = `subjectType=activity&subjectId=${own}`;
      for (const path of [
        `/activities/${own}`,
        `/activities/${own}/offers`,
        `/activities/${own}/journal`,
        `/packages/teamviewer/panels/session-requester?${subject}`,
        '/packages/teamviewer/pages/portal',
      ])
        expect(JSON.stringify(await rita.get(path)), path).not.toContain(secret);
      expect(await statusOf(rita, `/api/v1/packages/teamviewer/panels/session?${subject}`)).toBe(404);
      for (const link of ['join-native', 'join-browser'])
        expect(await statusOf(rita, `/open/teamviewer/${link}/activity/${own}`)).toBeOneOf([403, 404]);
    });
  });
}

interface Day {
  readonly name: string;
  readonly locale: string;
  readonly t: typeof de | typeof en;
  readonly hand: typeof byKeyboard | typeof byMouse;
  readonly join: string;
}

function requesterDay({ name, locale, t, hand, join }: Day): void {
  describe(`a requester’s day: ${name}`, () => {
    let visitor: Visitor;
    let page: Page;
    let activityId: string;
    let secret: string;
    const button = (name: string) => page.getByRole('button', { name, exact: true });
    const main = () => page.getByRole('main').innerText();
    const subject = `The docking station hums (${locale})`;

    beforeAll(async () => {
      await rita.browser.send('PATCH', `${desk.server.origin}/api/v1/me`, { language: locale.slice(0, 2) });
      visitor = await newVisitor(browser, locale);
      page = visitor.page;
    });
    afterAll(() => visitor.context.close());

    test('signing in leads to the own requests', async () => {
      await page.goto(desk.server.origin);
      await hand.press(page, page.getByRole('button', { name: /Rita Sommer/ }));
      await page.getByRole('heading', { level: 1, name: t.home.title }).waitFor();
      expect(new URL(page.url()).pathname).toBe('/portal');
      await page
        .getByText(t.hours.usual.replace('{{hours}}', everyHour[locale.slice(0, 2) as 'de' | 'en']))
        .waitFor();
      expect(await main()).toContain(t.hours.open);
      expect(await accessibilityFindings(page)).toEqual([]);
    });

    test('a problem is reported with one of the own devices', async () => {
      await hand.press(page, page.getByRole('main').getByRole('link', { name: t.home.report }).first());
      await page.getByRole('heading', { level: 1, name: t.report.title }).waitFor();
      await hand.write(page, page.getByLabel(t.report.subject), subject);
      await hand.write(page, page.getByLabel(t.report.description), hostile);
      expect(await accessibilityFindings(page)).toEqual([]);
      await hand.press(page, button(t.report.send));
      await page.getByRole('heading', { level: 1, name: subject }).waitFor();
      activityId = new URL(page.url()).pathname.split('/').at(-1) ?? '';
      expect(await main()).toContain(t.state.s200);
    });

    test('somebody takes over, asks and invites: it appears by itself, the internal part does not', async () => {
      const { version } = await anna.get<{ version: number }>(`/activities/${activityId}`);
      await anna.post(`/activities/${activityId}/transitions`, { transition: 'take_over', version });
      await anna.post(`/activities/${activityId}/journal`, { text: secretWords, visibility: 'internal' });
      await anna.post(`/activities/${activityId}/journal`, { text: 'May I look?', visibility: 'requester' });
      secret = await sessionOn(activityId);
      await soon(main).toContain('May I look?');
      await page.getByRole('link', { name: join }).waitFor();
      expect(await main()).toContain('Anna Bergmann');
      expect(await main()).not.toContain(secretWords);
      expect(await page.content()).not.toContain(secret);
      expect(await accessibilityFindings(page)).toEqual([]);
      expect(await overflow(page)).toBe(0);
      expect(await page.evaluate("'hacked' in window")).toBe(false);
    });

    test('one press joins, without signing in anywhere', async () => {
      const opened = visitor.context.waitForEvent('page');
      await hand.press(page, page.getByRole('link', { name: join }));
      const joined = await opened;
      await joined.waitForLoadState();
      await joined.getByRole('button').first().click();
      const session = () => [...desk.emulator.state.sessions.values()].find((each) => each.secret === secret);
      await soon(() => session()?.customer).toBeTruthy();
      await joined.close();
    });

    test('a message and a file go to the desk', async () => {
      await hand.write(page, page.getByLabel(t.activity.write), 'Works again!');
      await hand.press(page, button(t.activity.send));
      await soon(main).toContain('Works again!');
      const chooser = page.waitForEvent('filechooser');
      await hand.press(page, button(t.activity.addFile));
      await (await chooser).setFiles({
        name: 'a<b>.txt',
        mimeType: 'text/plain',
        buffer: Buffer.from('It hums'),
      });
      await page.getByRole('link', { name: 'a<b>.txt' }).first().waitFor();
      expect(await anna.journal(activityId)).toContain('Works again!');
    });

    test('the first page shows the session and what is new, and where it stands in the end', async () => {
      await hand.press(page, page.getByRole('link', { name: t.home.title, exact: true }).first());
      await page.getByRole('heading', { level: 1, name: t.home.title }).waitFor();
      await page.getByRole('link', { name: join }).first().waitFor();
      const card = page.getByRole('link', { name: subject });
      await soon(() => card.innerText()).not.toContain(t.home.answer);
      await anna.move(activityId, 'solve', 'A new cable');
      await soon(() => card.innerText()).toContain(t.state.s220);
      await soon(() => card.innerText()).toContain(t.home.answer);
      await hand.press(page, card);
      await soon(main).toContain('A new cable');
      await anna.move(activityId, 'close');
      await soon(main).toContain(t.activity.closedHint);
    });

    test('the own devices are a step away from a report', async () => {
      await openPage(page, `${desk.server.origin}/portal/assets`);
      expect(await accessibilityFindings(page)).toEqual([]);
      await hand.press(page, page.getByRole('link', { name: t.assets.report }).first());
      await page.getByLabel(t.report.subject).waitFor();
      expect(await page.getByRole('radio', { name: t.report.noAsset }).isChecked()).toBe(false);
    });

    test('an address of the desk leads to the same on the portal', async () => {
      await page.goto(`${desk.server.origin}/activities/${activityId}`);
      await page.waitForURL(`**/portal/activities/${activityId}`);
    });

    test('nothing broke on the way', () => {
      expect(visitor.faults).toEqual([]);
    });
  });
}

function languageChange(): void {
  test('language and colours change at once, without a reload', async () => {
    await rita.browser.send('PATCH', `${desk.server.origin}/api/v1/me`, { language: 'de' });
    const { page, context } = await newVisitor(browser, 'de-DE');
    await signInAs(page, desk.server.origin, /Rita Sommer/);
    await page.getByRole('heading', { level: 1, name: de.home.title }).waitFor();
    await page.evaluate('window.stayed = true');
    await page.getByRole('button', { name: /Rita Sommer/ }).click();
    const choice = (group: string, name: string) =>
      page.getByRole('radiogroup', { name: group }).locator('label', { hasText: name });
    await choice('Sprache', 'Englisch').click();
    await page.getByRole('heading', { level: 1, name: en.home.title }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    const scheme = () => page.locator('html').getAttribute('data-mantine-color-scheme');
    for (const [name, value] of [
      ['Dark', 'dark'],
      ['Light', 'light'],
    ] as const) {
      await choice('Colour scheme', name).click();
      await soon(scheme).toBe(value);
    }
    expect(await page.evaluate('window.stayed')).toBe(true);
    await context.close();
  });
}
