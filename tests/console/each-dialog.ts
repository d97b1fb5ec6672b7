import type { Locator, Page } from 'playwright-core';

const opening = '[aria-haspopup="dialog"]:visible:not(:disabled):not([aria-expanded="true"])';

/**
 * Opens whatever the page says opens a dialog, and what those dialogs open in turn, each name once; shows it to `look`
 * and closes it with Escape. Names that `seen` holds are left out; it grows. Rejects when a dialog neither comes nor goes.
 */
export async function eachDialog(
  page: Page,
  seen: Set<string>,
  look: (dialog: Locator, name: string) => Promise<void>,
  inside: Locator = page.locator('body'),
): Promise<void> {
  const openers = await inside.locator(opening).all();
  const depth = await dialogs(page).count();
  for (const opener of openers) {
    const name = await nameOf(opener);
    if (seen.has(name)) continue;
    seen.add(name);
    await opener.click();
    const dialog = dialogs(page).nth(depth);
    await dialog.waitFor();
    await page.locator('.mantine-Skeleton-root').first().waitFor({ state: 'detached' });
    await look(dialog, name);
    await eachDialog(page, seen, look, dialog);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  }
}

function dialogs(page: Page): Locator {
  return page.locator('[role=dialog]:visible');
}

/** Without what the object is called: a row's button is the same in every row. */
async function nameOf(opener: Locator): Promise<string> {
  return (await opener.getAttribute('aria-label')) ?? (await opener.innerText()).trim();
}
