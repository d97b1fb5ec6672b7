import type { DevEnv } from '@fernwart/dev-env';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser, newVisitor, type Visitor } from '../support/browser.ts';
import { signedIn } from '../support/desk-client.ts';
import { places, startTestDesk, type TestPlace } from '../support/test-desk.ts';
import { consolePages } from './console-pages.ts';
import { serveGallery } from './gallery.ts';
import { cameToLife, hostile, plantHostileTexts } from './hostile-desk.ts';
import { accessibilityFindings, openPage, overflow, sendStrictPolicy } from './look-at-page.ts';

const [embedded] = places;
const looks = [
  { name: 'German, wide, light', locale: 'de-DE', width: 1440, height: 900, colorScheme: 'light' },
  { name: 'English, 320 pixels, dark', locale: 'en-GB', width: 320, height: 700, colorScheme: 'dark' },
] as const;
/** Between them they show nearly everything that the others do. */
const telling = /^\/(sign-in|activities\/|configurations\/|packages\/gallery|administration\/runs$)/;
let place: TestPlace;
let desk: DevEnv;
let browser: Browser;
let subjects: string[];

beforeAll(async () => {
  place = await embedded.make();
  desk = await startTestDesk(place);
  browser = await launchBrowser();
  const planted = await plantHostileTexts(desk);
  const administrator = await signedIn(desk.server.origin, 'admin');
  const runs = await administrator.get<{ items: { id: string }[] }>('/runs');
  subjects = [
    planted.activity,
    planted.asset,
    planted.person,
    planted.configuration,
    `/administration/runs/${runs.items[0]?.id}`,
    '/activities/01936000-0000-7000-8000-00000000dead',
  ];
}, 120_000);
afterAll(async () => {
  await browser.close();
  await desk.stop();
  await place.remove();
});

describe.each(looks)('the console, full of hostile text: $name', (look) => {
  let visitor: Visitor;

  beforeAll(async () => {
    visitor = await newVisitor(browser, look.locale);
    await sendStrictPolicy(visitor.context);
    await visitor.page.setViewportSize({ width: look.width, height: look.height });
    await visitor.page.emulateMedia({ colorScheme: look.colorScheme, reducedMotion: 'reduce' });
  });
  afterAll(() => visitor.context.close());

  async function check(path: string): Promise<void> {
    await openPage(visitor.page, `${desk.server.origin}${path}`);
    expect(await overflow(visitor.page), path).toBe(0);
    expect(await cameToLife(visitor.page), path).toEqual([]);
    // axe takes seconds a page: the second look takes it to the pages that hold most.
    if (look.width < 1000 && !telling.test(path)) return;
    expect(await accessibilityFindings(visitor.page), path).toEqual([]);
  }

  test('/sign-in', () => check('/sign-in'));

  test('one click signs in', async () => {
    await visitor.page.goto(`${desk.server.origin}/assets`);
    await visitor.page.getByRole('button', { name: /Miriam Falk/ }).click();
    await visitor.page.waitForURL('**/assets');
    await visitor.page.getByRole('heading', { name: 'Assets' }).waitFor();
  });

  test.each(consolePages)('%s', check);

  test('what lists lead to, and what does not exist', async () => {
    for (const path of subjects) await check(path);
    await openPage(visitor.page, `${desk.server.origin}${subjects[0]}`);
    expect(await visitor.page.getByRole('main').innerText()).toContain('<b data-hostile><img');
  });

  test('every block of an add-on, with hostile text in every place', async () => {
    await serveGallery(visitor.context, hostile(3_000));
    await check('/packages/gallery/all');
  });

  test('nothing broke and no policy was hurt on the way', () => {
    const expected = /status of 404/;
    expect(visitor.faults.filter((fault) => !expected.test(fault))).toEqual([]);
  });
});
