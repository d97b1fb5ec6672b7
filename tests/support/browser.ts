import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

const executablePath = '/usr/bin/chromium';
const args = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath, args });
}

/** Somebody at a browser of their own. What breaks inside a page is collected, and fails the test that looks. */
export interface Visitor {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly faults: string[];
}

export async function newVisitor(browser: Browser, locale: string): Promise<Visitor> {
  const context = await browser.newContext({
    locale,
    timezoneId: 'Europe/Berlin',
    viewport: { width: 1280, height: 900 },
  });
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  const faults: string[] = [];
  // The console asks in its own dialogs: a browser's own comes from a script that should not run.
  page.on('dialog', (dialog) => {
    faults.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    // The first look at the session of somebody who has not signed in yet is a 401 by design.
    if (message.type() === 'error' && !message.text().includes('401'))
      faults.push(`${message.text()} ${message.location().url}`);
  });
  return { context, page, faults };
}

/** Chooses somebody of the demo on the sign-in page. */
export async function signInAs(page: Page, origin: string, name: RegExp): Promise<void> {
  await page.goto(origin);
  await page.getByRole('button', { name }).click();
  await page.getByRole('navigation').first().waitFor();
}

/** Signs in without a page's form: as whom the demo knows by this login, or by this password. */
export async function signInDirectly(
  page: Page,
  origin: string,
  who: { readonly login: string; readonly password?: string; readonly language?: 'de' | 'en' },
): Promise<void> {
  const { login, password = 'fernwart', language } = who;
  await page.goto(`${origin}/sign-in`);
  await send('POST', '/api/v1/session', { login, password });
  if (language !== undefined) await send('PATCH', '/api/v1/me', { language });

  async function send(method: string, path: string, body: object): Promise<void> {
    const headers = { 'content-type': 'application/json' };
    const call = JSON.stringify({ method, headers, body: JSON.stringify(body) });
    const status = await page.evaluate<number>(`fetch('${path}', ${call}).then((answer) => answer.status)`);
    if (status >= 400) throw new Error(`${path} answered ${status}`);
  }
}
