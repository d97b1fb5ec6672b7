import type { Locator, Page } from 'playwright-core';
import { pressEnterOn, tabTo, typeInto } from './keyboard.ts';

/** How somebody works with a page: the same things with a mouse and without. */
export interface Hand {
  press(page: Page, target: Locator): Promise<void>;
  write(page: Page, field: Locator, text: string): Promise<void>;
  /** One of a field's choices; `typed` narrows them first. */
  choose(page: Page, field: Locator, option: Locator, typed?: string): Promise<void>;
  tick(page: Page, box: Locator): Promise<void>;
  /** One of a few that stand side by side. */
  pick(page: Page, group: Locator, name: string): Promise<void>;
  /** The first rows of the list, as many as wanted, for what is done with several. */
  mark(page: Page, rows: Locator, count: number): Promise<void>;
}

export const mouse: Hand = {
  press: async (_, target) => target.click(),
  write: async (_, field, text) => field.fill(text),
  async choose(_, field, option, typed) {
    await field.click();
    if (typed) await field.fill(typed);
    await option.click();
  },
  tick: async (_, box) => box.check(),
  pick: async (_, group, name) => group.locator('label', { hasText: name }).click(),
  async mark(_, rows, count) {
    for (let at = 0; at < count; at += 1) await rows.nth(at).getByRole('checkbox').check();
  },
};

export const keys: Hand = {
  press: pressEnterOn,
  write: typeInto,
  async choose(page, field, option, typed) {
    await tabTo(page, field);
    if (typed) {
      await page.keyboard.press('Control+a');
      await page.keyboard.insertText(typed);
    } else await page.keyboard.press('ArrowDown');
    // What was typed narrows the choices, a moment later; until then the keys would go through others.
    await (typed ? option.and(page.getByRole('option').first()) : option).waitFor();
    await until('no such choice', 'ArrowDown', page, async () =>
      Boolean(await option.getAttribute('data-combobox-selected')),
    );
    await page.keyboard.press('Enter');
  },
  async tick(page, box) {
    await tabTo(page, box);
    await page.keyboard.press('Space');
    await box.and(page.locator(':checked')).waitFor();
  },
  async pick(page, group, name) {
    await group.waitFor();
    await until(
      'group not reached',
      'Tab',
      page,
      async () => (await group.locator('input:focus').count()) > 0,
    );
    const wanted = group.getByRole('radio', { name });
    await until('no such radio', 'ArrowRight', page, () => wanted.isChecked());
  },
  async mark(page, rows, count) {
    await tabTo(page, rows.and(page.locator('[tabindex="0"]')));
    for (let at = 0; at < count; at += 1) {
      if (at > 0) await page.keyboard.press('ArrowDown');
      await rows.nth(at).and(page.locator(':focus')).waitFor();
      await page.keyboard.press('x');
    }
  },
};

async function until(what: string, key: string, page: Page, done: () => Promise<boolean>): Promise<void> {
  for (let pressed = 0; pressed < 80; pressed += 1) {
    if (await done()) return;
    await page.keyboard.press(key);
  }
  throw new Error(what);
}
