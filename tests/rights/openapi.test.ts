import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
}, 180_000);
afterAll(() => world.stop());

test('the committed document is what the server answers (written anew by: vitest run tests/rights/openapi.test.ts --update=all)', async () => {
  const answer = await world.send('nobody', { method: 'GET', path: '/api/openapi.json' });
  const page = new URL('../../apps/server/openapi.json', import.meta.url);
  await expect(`${JSON.stringify(await answer.json(), null, 2)}\n`).toMatchFileSnapshot(page.pathname);
});

test('the page to read names every route and needs nothing from elsewhere', async () => {
  const answer = await world.send('nobody', { method: 'GET', path: '/api/reference' });
  const page = await answer.text();
  for (const { method, path } of world.server.parts.routes)
    expect(page).toContain(`<code>${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}</code>`);
  expect(page).not.toMatch(/<script|src=|href="https?:|\son\w+=/i);
});
