import { setTimeout as wait } from 'node:timers/promises';
import { AxeBuilder } from '@axe-core/playwright';
import type { BrowserContext, Page, Request } from 'playwright-core';

/** Sends the console's pages with a policy that allows no inline style either: it must not need one. */
export async function sendStrictPolicy(context: BrowserContext): Promise<void> {
  await context.route(
    (url) => !url.pathname.startsWith('/api/') && !url.pathname.startsWith('/assets/'),
    async (route) => {
      if (route.request().resourceType() !== 'document') return route.fallback();
      const answer = await route.fetch();
      const headers = answer.headers();
      const policy = headers['content-security-policy'] ?? '';
      headers['content-security-policy'] = policy.replace(/style-src[^;]*/, "style-src 'self'");
      return route.fulfill({ response: answer, headers });
    },
  );
}

const quietMilliseconds = 100;

/** Opens a page and waits until it shows what it is about, and has asked for all that belongs to it. */
export async function openPage(page: Page, address: string): Promise<void> {
  const underWay = new Set<Request>();
  let last = performance.now();
  const begin = (request: Request) => {
    // The live stream is none of them: it never ends.
    if (request.resourceType() === 'fetch') underWay.add(request);
  };
  const end = (request: Request) => {
    if (underWay.delete(request)) last = performance.now();
  };
  page.on('request', begin).on('requestfinished', end).on('requestfailed', end);
  try {
    await page.goto(address);
    await page.locator('h1').waitFor();
    await page.locator('.mantine-Skeleton-root').first().waitFor({ state: 'detached' });
    while (underWay.size > 0 || performance.now() - last < quietMilliseconds) await wait(20);
  } finally {
    page.off('request', begin).off('requestfinished', end).off('requestfailed', end);
  }
}

/** What axe finds on the page, or in this part of it, or by this rule alone, shortened to what one needs to mend it. */
export async function accessibilityFindings(page: Page, part?: string, rule?: string): Promise<string[]> {
  // The console has no frames: without their handling axe needs no second page.
  const axe = new AxeBuilder({ page }).setLegacyMode();
  if (part) axe.include(part);
  if (rule) axe.withRules(rule);
  const { violations } = await axe.analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
}

/** How many pixels a page is wider than its window; 0 is right. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth');
}
