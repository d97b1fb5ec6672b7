import type { ActivityOffers, PanelAnswer } from '@fernwart/contract';
import type { DevEnv } from '@fernwart/dev-env';
import type { Browser, Route } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { de } from '../../apps/console/src/i18n/de.ts';
import { launchBrowser, newVisitor, signInDirectly } from '../support/browser.ts';
import { signedIn } from '../support/desk-client.ts';
import { places, startTestDesk, type TestPlace } from '../support/test-desk.ts';
import { accessibilityFindings } from './look-at-page.ts';

const [embedded] = places;
let place: TestPlace;
let desk: DevEnv;
let browser: Browser;
beforeAll(async () => {
  place = await embedded.make();
  desk = await startTestDesk(place);
  browser = await launchBrowser();
}, 120_000);
afterAll(async () => {
  await browser.close();
  await desk.stop();
  await place.remove();
});

test('buttons and panels of a package that did not answer in time come by themselves', async () => {
  const { origin } = desk.server;
  const agent = await signedIn(origin, 'anna');
  const { id } = await agent.takenOverActivity('The label printer prints blank labels');
  await agent.createSession(id);
  await vi.waitFor(async () => expect(await agent.offers(id)).toContain('teamviewer/join-native'), 30_000);
  const { page, context, faults } = await newVisitor(browser, 'de-DE');
  await signInDirectly(page, origin, { login: 'anna' });

  // As the server answers while a package is slow.
  const sentence = 'Das Add-on hat nicht rechtzeitig geantwortet. Es wird gleich noch einmal gefragt.';
  let slow = true;
  const changed = <Answer>(change: (answer: Answer) => Answer) => {
    return async (route: Route) => {
      const answer = await route.fetch();
      await route.fulfill(slow ? { json: change((await answer.json()) as Answer) } : { response: answer });
    };
  };
  await context.route(
    `**/api/v1/activities/${id}/offers`,
    changed<ActivityOffers>((offers) => ({ ...offers, actions: [], isComplete: false })),
  );
  await context.route(
    '**/api/v1/packages/teamviewer/panels/**',
    changed<PanelAnswer>((panel) => ({
      ...panel,
      blocks: [{ type: 'notice', tone: 'warning', text: sentence }],
      isComplete: false,
    })),
  );
  await page.goto(`${origin}/activities/${id}`);
  await page.getByText(de.activity.stillAsking).waitFor();
  await page.getByText(sentence).waitFor();
  const join = page.getByRole('link', { name: 'Session als Supporter beitreten' });
  expect(await join.count()).toBe(0);
  expect(await accessibilityFindings(page)).toEqual([]);

  slow = false;
  // Asked after a minute at the latest.
  await join.waitFor({ timeout: 90_000 });
  await page.getByText(sentence).waitFor({ state: 'detached', timeout: 90_000 });
  expect(await page.getByText(de.activity.stillAsking).count()).toBe(0);
  expect(faults).toEqual([]);
  await context.close();
}, 240_000);
