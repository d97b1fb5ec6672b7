import type { DevEnv } from '@fernwart/dev-env';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { finished, invoke } from '../devices/sync-client.ts';
import { signedSample } from '../packages/signed-sample.ts';
import { launchBrowser, newVisitor, signInDirectly, type Visitor } from '../support/browser.ts';
import { signedIn } from '../support/desk-client.ts';
import { places, startTestDesk, type TestPlace } from '../support/test-desk.ts';
import { consolePages } from './console-pages.ts';
import { eachOverlay } from './each-dialog.ts';
import { flawsOfHostilePage, hostile, plantHostileTexts } from './hostile-desk.ts';
import { openPage } from './look-at-page.ts';

// Whatever can be opened in the console, of a desk whose every text is hostile: pages, dialogs, menus, lists of choices.
const [embedded] = places;
const looks = [
  { name: 'English, wide, light', language: 'en', locale: 'en-GB', width: 1440, colorScheme: 'light' },
  { name: 'German, 320 pixels, dark', language: 'de', locale: 'de-DE', width: 320, colorScheme: 'dark' },
] as const;
/** By their buttons; of these, some come from packages and some stand in dialogs or behind several clicks. */
const mustOpen = [
  'Commands',
  'New activity',
  'New person',
  'Initiator',
  'Forward',
  'Solve',
  'Link asset',
  'Connect to asset',
  'End session',
  'Disconnect',
  'Change schedule',
  'Change TeamViewer ID',
  'Columns',
  'Invite',
  'Deactivate',
  'Create team',
  'Create token',
  'Revoke',
  'Reset',
  'Remove',
  'Delete',
  'Add',
];
type Login = 'admin' | 'anna' | 'rita';
let place: TestPlace;
let desk: DevEnv;
let browser: Browser;
let pages: Readonly<Record<Login, readonly string[]>>;
/** Pages outside the console: one opens them from a mail, or in a window of their own. */
let plainPages: readonly string[];

beforeAll(async () => {
  place = await embedded.make();
  desk = await startTestDesk(place);
  browser = await launchBrowser();
  await desk.server.parts.packages.installPackage(await anotherConfiguration(), { id: null, name: 'x' });
  const planted = await plantHostileTexts(desk);
  const { origin } = desk.server;
  const [admin, anna] = await Promise.all([signedIn(origin, 'admin'), signedIn(origin, 'anna')]);
  await linkConnectable(planted.activity.split('/').at(-1) ?? '');
  for (const device of [...desk.emulator.state.managedDevices.values()].slice(0, 3)) device.teamviewerId += 1;
  const { run = '' } = await invoke(admin, 'preview-sync');
  await finished(admin, run);
  const solved = await anna.takenOverActivity(hostile(400));
  await anna.move(solved.id, 'solve', hostile(2_000));
  const closed = await anna.takenOverActivity(hostile(400));
  await anna.move(closed.id, 'close', hostile(2_000));
  const { items: runs } = await admin.get<{ items: { id: string }[] }>('/runs');
  const { link } = await admin.post<{ link: string }>(
    `/people/${planted.person.split('/').at(-1)}/invitation`,
    { by: 'link' },
  );
  pages = {
    admin: [
      ...consolePages,
      planted.configuration,
      planted.person,
      `/administration/runs/${runs[0]?.id}`,
      '/configurations/new?package=sample&type=account',
      planted.activity,
    ],
    anna: [
      '/dashboard',
      '/activities?selected=' + planted.activity.split('/').at(-1),
      planted.activity,
      `/activities/${solved.id}`,
      `/activities/${closed.id}`,
      '/assets',
      planted.asset,
      '/packages/teamviewer/sessions',
      '/packages/teamviewer/devices',
      '/profile',
      '/nowhere',
    ],
    rita: [
      '/portal',
      '/portal/report',
      planted.request,
      `/portal/activities/${solved.id}`,
      '/portal/assets',
      '/profile',
    ],
  };
  plainPages = [
    new URL(link, origin).pathname,
    '/set-password/none',
    '/first-administrator/none',
    `/open/teamviewer/join-native${planted.activity.replace('/activities/', '/activity/')}`,
    '/callback/teamviewer/none',
  ];

  /** An activity with two devices that can be connected to asks which of them. */
  async function linkConnectable(activity: string): Promise<void> {
    const { items } = await anna.get<{ items: { id: string; attributes: { name: string }[] }[] }>(
      '/assets?limit=100',
    );
    const reachable = items.filter(({ attributes }) =>
      attributes.some(({ name }) => name === 'teamviewerId'),
    );
    for (const { id } of reachable.slice(0, 2))
      await anna.post(`/activities/${activity}/assets`, { assetId: id });
  }
}, 240_000);
afterAll(async () => {
  await browser?.close();
  await desk?.stop();
  await place.remove();
});

/** With a second type of configuration, adding one asks which. */
function anotherConfiguration(): Promise<Buffer> {
  const name = { de: hostile(100), en: hostile(100) };
  const texts = JSON.stringify({ text: hostile(100) });
  const fields = [{ name: 'address', title: 'text', help: 'text', kind: 'text' }];
  return signedSample(
    {
      name,
      description: name,
      permissions: ['configurations', 'database'],
      contributions: {
        configurationTypes: [
          { id: 'account', title: 'text', addTitle: 'text', defaultName: 'Account', fields },
        ],
      } as never,
    },
    {
      'server.js': 'export default { configurationTypes: { account: { validate: () => ({}) } } };\n',
      'strings/de.json': texts,
      'strings/en.json': texts,
    },
  );
}

describe.each(looks)('everything that opens, full of hostile text: $name', (look) => {
  let visitor: Visitor;
  let page: Page;
  const opened = new Set<string>();
  const names = new Set<string>();

  beforeAll(async () => {
    visitor = await newVisitor(browser, look.locale);
    page = visitor.page;
    await page.setViewportSize({ width: look.width, height: 900 });
    await page.emulateMedia({ colorScheme: look.colorScheme, reducedMotion: 'reduce' });
  });
  afterAll(() => visitor.context.close());

  async function flawsOf(where: string, part?: string): Promise<string[]> {
    return (await flawsOfHostilePage(page, part)).map((flaw) => `${where}: ${flaw}`);
  }
  /** What is shown when one asks for it is a part of the page. */
  async function disclose(): Promise<void> {
    const closed = page.locator('main [aria-expanded=false]:not([aria-haspopup])');
    while ((await closed.count()) > 0) await closed.first().click();
  }

  test.each(['anna', 'admin', 'rita'] as const)(
    'pages, dialogs, menus and choices of %s',
    async (login) => {
      await signInDirectly(page, desk.server.origin, { login, language: look.language });
      const flaws: string[] = [];
      for (const path of pages[login]) {
        await openPage(page, `${desk.server.origin}${path}`);
        await disclose();
        flaws.push(...(await flawsOf(`${login} ${path}`)));
        // The frame is the same everywhere, and so are the choices of a list by the same name.
        const inside = page.locator(path === pages[login][0] ? 'body' : 'main');
        const known = (name: string) =>
          look.width < 1000 || name.startsWith('listbox') ? `${login} ${name}` : `${login} ${path} ${name}`;
        const wanted = { kinds: ['dialog', 'menu', 'listbox'] as const, seen: opened, known };
        const one = async (_: unknown, name: string) => {
          names.add(name);
          flaws.push(
            ...(await flawsOf(`${login} ${path} → ${name}`, '[role=dialog],[role=menu],[role=listbox]')),
          );
        };
        await eachOverlay(page, wanted, one, inside).catch((error: unknown) => {
          flaws.push(`${login} ${path}: ${String(error)}`);
        });
      }
      expect(flaws).toEqual([]);
    },
    1_800_000,
  );

  test('pages outside the console', async () => {
    const flaws: string[] = [];
    for (const path of plainPages) {
      await page.goto(`${desk.server.origin}${path}`);
      await page.locator('h1').waitFor();
      flaws.push(...(await flawsOf(path)));
    }
    expect(flaws).toEqual([]);
  }, 120_000);

  test('what must have opened did, and nothing broke', () => {
    if (look.language === 'en') expect([...names]).toEqual(expect.arrayContaining(mustOpen));
    expect(visitor.faults.filter((fault) => !/status of (403|404)/.test(fault))).toEqual([]);
  });
});
