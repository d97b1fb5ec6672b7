import type { Locator, Page } from 'playwright-core';

/** What can open over a page: the roles of what opens, as its opener names them. */
type Overlay = 'dialog' | 'menu' | 'listbox';

/** By what name one knows an opener again: the same name on another page may open something else. */
type Known = (name: string) => string;

/**
 * Opens whatever the page says opens a dialog, and what those dialogs open in turn, each name once; shows it to `look`
 * and closes it with Escape. Names that `seen` holds are left out; it grows. Rejects when a dialog neither comes nor goes.
 */
export function eachDialog(
  page: Page,
  seen: Set<string>,
  look: (dialog: Locator, name: string) => Promise<void>,
): Promise<void> {
  return eachOverlay(page, { kinds: ['dialog'], seen, known: (name) => name }, look);
}

/** The same for dialogs, menus and lists of choices. */
export async function eachOverlay(
  page: Page,
  wanted: { readonly kinds: readonly Overlay[]; readonly seen: Set<string>; readonly known: Known },
  look: (overlay: Locator, name: string) => Promise<void>,
  inside: Locator = page.locator('body'),
): Promise<void> {
  const { kinds, seen, known } = wanted;
  const opening = kinds.map(
    (kind) => `[aria-haspopup="${kind}"]:visible:not(:disabled):not([aria-expanded="true"])`,
  );
  for (const opener of await inside.locator(opening.join(', ')).all()) {
    const kind = await opener.getAttribute('aria-haspopup');
    const name = await nameOf(opener);
    const as = known(kind === 'dialog' ? name : `${kind} ${name}`);
    if (seen.has(as)) continue;
    seen.add(as);
    const open = page.locator(`[role=${kind}]:visible`);
    const depth = await open.count();
    await opener.click();
    const overlay = open.nth(depth);
    await overlay.waitFor();
    await page.locator('.mantine-Skeleton-root').first().waitFor({ state: 'detached' });
    await look(overlay, name);
    // A list that opened with its dialog, whose first field it belongs to, would lie over what stands below.
    const list = overlay.locator('[aria-haspopup="listbox"][aria-expanded="true"]');
    if (kind === 'dialog' && (await list.count()) > 0) await list.first().press('Escape');
    await eachOverlay(page, wanted, look, overlay);
    await page.keyboard.press('Escape');
    await overlay.waitFor({ state: 'detached' });
    if (!(await inside.isVisible())) throw new Error(`Escape in "${name}" closes what it stands in as well`);
  }
}

/** Without what the object is called: a row's button is the same in every row. */
async function nameOf(opener: Locator): Promise<string> {
  const label = await opener.getAttribute('aria-label');
  if (label !== null) return label;
  return opener.evaluate((element: unknown) => {
    const { labels, innerText } = element as { labels?: { innerText: string }[]; innerText: string };
    return (labels?.[0]?.innerText ?? innerText).trim();
  });
}
