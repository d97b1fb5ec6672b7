import type { DevEnv } from '@fernwart/dev-env';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser, newVisitor, signInAs, type Visitor } from '../support/browser.ts';
import { type DeskClient, signedIn } from '../support/desk-client.ts';
import { places, startTestDesk, type TestPlace } from '../support/test-desk.ts';
import { everyAsset } from './sync-client.ts';

const [embedded, postgres] = places;

/** Job names are literal, and so are the German labels (acceptance E, G). */
const walks = [
  {
    place: embedded,
    language: 'de',
    login: 'anna',
    agent: /Anna Bergmann/,
    idle: 'Nicht aktiviert',
    activate: 'Aktivieren',
    active: 'Aktiv',
    written: 'Geschrieben',
    done: /Fertig nach \d+ s: \d+ IDs geschrieben/,
    origin: 'synchronisiert',
    connect: 'Mit Asset verbinden',
    none: 'Keine TeamViewer-Sessions gefunden.',
    found: '1 TeamViewer-Session gefunden',
  },
  {
    place: postgres,
    language: 'en',
    login: 'ben',
    agent: /Ben Carter/,
    idle: 'Not activated',
    activate: 'Activate',
    active: 'Active',
    written: 'Written',
    done: /Done after \d+ s: \d+ IDs written/,
    origin: 'synchronised',
    connect: 'Connect to asset',
    none: 'No TeamViewer sessions found.',
    found: '1 TeamViewer session found',
  },
] as const;

describe.each(walks)('acceptance E and G in $language on $place.kind', (walk) => {
  let place: TestPlace;
  let desk: DevEnv;
  let browser: Browser;
  let admin: Visitor;
  let agent: Visitor;
  let client: DeskClient;
  let asset: { id: string; name: string };

  const read = (visitor: Visitor) => visitor.page.getByRole('main').innerText();
  const idOf = async () =>
    (await everyAsset(client))
      .find((one) => one.id === asset.id)
      ?.attributes.find(({ name }) => name === 'teamviewerId')?.value;

  beforeAll(async () => {
    place = await walk.place.make();
    desk = await startTestDesk(place);
    client = await signedIn(desk.server.origin, 'admin');
    await client.browser.send('PATCH', `${desk.server.origin}/api/v1/me`, { language: walk.language });
    const found = (await everyAsset(client)).find(({ name }) => name === 'NB-0042');
    if (found === undefined) throw new Error('the demo has no NB-0042');
    asset = found;
    browser = await launchBrowser();
    admin = await newVisitor(browser, walk.language);
    agent = await newVisitor(browser, walk.language);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await desk?.stop();
    await place.remove();
  });

  test('45–47, 51: activated once by hand, the IDs come onto the assets, and the run tells what it did', async () => {
    await signInAs(admin.page, desk.server.origin, /Miriam Falk/);
    expect(await idOf()).toBeUndefined();
    await admin.page.goto(`${desk.server.origin}/administration/engine-activations`);
    const main = admin.page.getByRole('main');
    await main.getByText('TeamViewer_Sync Assets - EA').first().waitFor();
    await main.getByText(walk.idle, { exact: true }).first().waitFor();
    await main.getByRole('button', { name: walk.activate, exact: true }).click();
    await main.getByText(walk.active, { exact: true }).first().waitFor();
    await expect.poll(idOf, { timeout: 30_000 }).toBeDefined();

    const { items } = await client.get<{ items: { id: string }[] }>(
      '/runs?limit=1&workflow=W_Team_syncAssets-EAWF',
    );
    await admin.page.goto(`${desk.server.origin}/administration/runs/${items[0]?.id}`);
    await main.getByText(walk.written, { exact: true }).waitFor();
    await expect.poll(() => read(admin), { timeout: 60_000 }).toMatch(walk.done);
    expect(await read(admin)).not.toMatch(/keptByHand|vanished/);
  });

  test("50, 78: the asset's page tells the ID and where it came from", async () => {
    await admin.page.goto(`${desk.server.origin}/assets/${asset.id}`);
    const id = (await idOf()) ?? '';
    await expect.poll(() => read(admin), { timeout: 60_000 }).toContain(id);
    await expect
      .poll(async () => (await read(admin)).toLowerCase(), { timeout: 60_000 })
      .toContain(walk.origin);
  });

  test('71–77: one click on the activity leads to the start page of the asset that is linked', async () => {
    const by = await signedIn(desk.server.origin, walk.login);
    const { id } = await by.takenOverActivity('The screen stays black');
    await by.post(`/activities/${id}/assets`, { assetId: asset.id });
    await signInAs(agent.page, desk.server.origin, walk.agent);
    await agent.page.goto(`${desk.server.origin}/activities/${id}`);
    const opened = agent.context.waitForEvent('page');
    await agent.page.getByRole('link', { name: walk.connect }).first().click();
    const started = await opened;
    await started.waitForLoadState();
    expect(started.url()).toContain(`/${await idOf()}`);
    await started.close();
  });

  test('79–82: what TeamViewer knows of it comes onto the journal, and an answer comes every time', async () => {
    const request = agent.page.getByRole('button', { name: 'TeamViewer Request Sessions' });
    await request.click();
    await expect.poll(() => read(agent), { timeout: 60_000 }).toContain(walk.none);
    await fetch(`${desk.emulator.origin}/emulator/api/play`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        action: 'unattended-connection',
        teamviewerId: Number(await idOf()),
        email: 'service@muster-logistik.example',
        minutes: 3,
        start: new Date(Date.now() + 1000).toISOString(),
      }),
    });
    await request.click();
    await expect.poll(() => read(agent), { timeout: 60_000 }).toContain(walk.found);
  });

  test('nothing broke in the pages on the way', () => {
    expect([...admin.faults, ...agent.faults]).toEqual([]);
  });
});
