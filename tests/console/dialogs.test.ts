import type { DevEnv } from '@fernwart/dev-env';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { en as desk } from '../../apps/console/src/features/activities/texts/en.ts';
import { en as administration } from '../../apps/console/src/features/settings/texts/en.ts';
import { en } from '../../apps/console/src/i18n/en.ts';
import { launchBrowser, newVisitor, type Visitor } from '../support/browser.ts';
import { signedIn } from '../support/desk-client.ts';
import { places, startTestDesk, type TestPlace } from '../support/test-desk.ts';
import { eachDialog } from './each-dialog.ts';
import { accessibilityFindings, openPage } from './look-at-page.ts';

const [embedded] = places;
const { transition } = en.activity;
let place: TestPlace;
let env: DevEnv;
let browser: Browser;
let pages: { agent: string[]; administrator: string[] };

beforeAll(async () => {
  place = await embedded.make();
  env = await startTestDesk(place);
  browser = await launchBrowser();
  const agent = await signedIn(env.server.origin, 'ben');
  const { id } = await agent.takenOverActivity('The label printer prints blank labels');
  const administrator = await signedIn(env.server.origin, 'admin');
  const first = async (path: string) =>
    (await administrator.get<{ items: { id: string }[] }>(path)).items[0]?.id;
  pages = {
    agent: ['/activities', `/activities/${id}`, `/assets/${await first('/assets')}`, '/profile'],
    administrator: [
      '/administration/people',
      `/administration/people/${await first('/people')}`,
      '/administration/teams',
      '/administration/packages',
      '/administration/engine-activations',
      `/configurations/${await first('/configurations')}`,
    ],
  };
}, 120_000);
afterAll(async () => {
  await browser.close();
  await env.stop();
  await place.remove();
});

describe.each([
  {
    who: 'agent',
    login: 'ben',
    expected: [
      desk.palette.title,
      desk.caller.add,
      desk.filters.saved,
      en.activities.create,
      en.activity.field.state,
      en.grid.columns,
      en.activity.linkAsset,
      transition.forward,
      transition.hold,
      transition.solve,
      transition.close,
    ],
  },
  {
    who: 'administrator',
    login: 'admin',
    expected: [administration.people.add, administration.teams.add],
  },
] as const)('whatever opens over a page, for an $who', ({ who, login, expected }) => {
  let visitor: Visitor;
  const seen = new Set<string>();

  beforeAll(async () => {
    visitor = await newVisitor(browser, 'en-GB');
    await visitor.page.setViewportSize({ width: 1440, height: 900 });
    await visitor.page.emulateMedia({ reducedMotion: 'reduce' });
    await visitor.page.goto(`${env.server.origin}/sign-in`);
    const headers = `headers: { 'content-type': 'application/json' }`;
    await visitor.page.evaluate(
      `fetch('/api/v1/session', { method: 'POST', ${headers}, body: JSON.stringify({ login: '${login}', password: 'fernwart' }) })
        .then(() => fetch('/api/v1/me', { method: 'PATCH', ${headers}, body: '{"language":"en"}' }))`,
    );
  });
  afterAll(() => visitor.context.close());

  test('is named, labelled, and closed by Escape', async () => {
    for (const path of pages[who]) {
      await openPage(visitor.page, `${env.server.origin}${path}`);
      await eachDialog(visitor.page, seen, async (_, name) => {
        expect(await accessibilityFindings(visitor.page, '[role=dialog]'), `${path}: ${name}`).toEqual([]);
      });
    }
    expect([...seen]).toEqual(expect.arrayContaining([...expected]));
  });

  test('breaks nothing', () => {
    expect(visitor.faults).toEqual([]);
  });
});
