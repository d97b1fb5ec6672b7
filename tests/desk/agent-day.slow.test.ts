import type { DevEnv } from '@fernwart/dev-env';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { de as deDesk } from '../../apps/console/src/features/activities/texts/de.ts';
import { en as enDesk } from '../../apps/console/src/features/activities/texts/en.ts';
import { de as deHome } from '../../apps/console/src/features/dashboard/texts/de.ts';
import { en as enHome } from '../../apps/console/src/features/dashboard/texts/en.ts';
import { de } from '../../apps/console/src/i18n/de.ts';
import { en } from '../../apps/console/src/i18n/en.ts';
import { launchBrowser, newVisitor, type Visitor } from '../support/browser.ts';
import { type DeskClient, signedIn } from '../support/desk-client.ts';
import { places, startTestDesk, type TestPlace } from '../support/test-desk.ts';
import { keys, mouse } from './hands.ts';

const [embedded, postgres] = places;
const days = [
  {
    name: 'German, with a mouse, on PGlite',
    kind: embedded,
    locale: 'de-DE',
    hand: mouse,
    who: 'anna',
    colleague: 'ben',
    all: de,
    t: deDesk,
    home: deHome,
    me: 'Anna Bergmann',
  },
  {
    name: 'English, by keyboard alone, on PostgreSQL',
    kind: postgres,
    locale: 'en-GB',
    hand: keys,
    who: 'ben',
    colleague: 'anna',
    all: en,
    t: enDesk,
    home: enHome,
    me: 'Ben Carter',
  },
];
/** Scripts, marks that turn the direction, and signs of several code points: text, wherever it stands. */
const hostile = `<img src=x onerror="window.hacked=1"><script>window.hacked=1</script> \u202eright-to-left\u202c 👩‍👩‍👧‍👦`;
const soon = <T>(ask: () => T) => expect.poll(ask, { timeout: 60_000, interval: 100 });

describe.each(days)('an agent’s day: $name', ({ kind, locale, hand, who, colleague, all, t, home, me }) => {
  let place: TestPlace;
  let desk: DevEnv;
  let browser: Browser;
  let visitor: Visitor;
  let page: Page;
  let agent: DeskClient;
  let other: DeskClient;
  let rita: DeskClient;
  let id: string;
  let number: string;
  const subject = `Docking station hums (${locale}) ${hostile}`;
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const heading = (name: string) => page.getByRole('heading', { level: 1, name });
  const main = () => page.getByRole('main').innerText();
  const dialog = (name: string) => page.getByRole('dialog', { name, exact: true });
  const read = () =>
    agent.get<{ state: number; responsible: { name: string } | null; team: { name: string } | null }>(
      `/activities/${id}`,
    );
  const rows = (text: string) => page.getByRole('row').filter({ hasText: text });

  beforeAll(async () => {
    place = await kind.make();
    [desk, browser] = await Promise.all([startTestDesk(place), launchBrowser()]);
    const { origin } = desk.server;
    [agent, other, rita] = await Promise.all([
      signedIn(origin, who),
      signedIn(origin, colleague),
      signedIn(origin, 'rita'),
    ]);
    const waiting = await agent.takenOverActivity('Docking station waits for an answer');
    await rita.post(`/activities/${waiting.id}/journal`, { text: 'It hums again', visibility: 'requester' });
    visitor = await newVisitor(browser, locale);
    page = visitor.page;
    await page.emulateMedia({ reducedMotion: 'reduce' });
  }, 180_000);
  afterAll(async () => {
    await browser.close();
    await desk.stop();
    await place.remove();
  });

  /** Opens the palette, types, and takes what is offered first. */
  async function command(typed: string, offered: string): Promise<void> {
    await button(t.palette.title).waitFor();
    await page.keyboard.press('Control+k');
    const input = page.getByRole('combobox', { name: t.palette.input });
    await input.waitFor();
    await page.keyboard.insertText(typed);
    await page.locator('[role=option]').filter({ hasText: offered }).first().waitFor();
    await page.keyboard.press('Enter');
    await input.waitFor({ state: 'detached' });
  }
  async function move(name: string, note?: string): Promise<void> {
    await hand.press(page, button(name));
    if (note === undefined) return;
    const asked = dialog(name);
    await hand.write(page, asked.getByRole('textbox'), note);
    await hand.press(page, asked.getByRole('button', { name, exact: true }));
    await asked.waitFor({ state: 'detached' });
  }
  async function find(text: string): Promise<void> {
    const search = page.getByLabel(all.activities.search);
    await search.waitFor();
    await page.keyboard.press('/');
    await search.and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Control+a');
    await page.keyboard.insertText(text);
    // A new search lets go of what was chosen: nothing is chosen before it stands in the address.
    await page.waitForURL((url) => url.search.includes(text));
  }
  const state = (name: string) => page.getByText(name, { exact: true }).first().waitFor();

  test('signing in leads to what comes next', async () => {
    await page.goto(desk.server.origin);
    await hand.press(page, page.getByRole('button', { name: new RegExp(me) }));
    await heading(home.title).waitFor();
    await page.getByRole('region', { name: home.hello }).getByText('Docking station waits').first().waitFor();
    await soon(main).toContain(home.work.repliedAt);
  });

  test('a caller: the person noted on the way, the devices, what is similar, and how urgent it is', async () => {
    await command(all.activities.create, all.activities.create);
    const form = dialog(all.activities.create);
    const field = (name: string) => form.getByLabel(name).and(page.locator('input:not([type=hidden])'));
    const option = (name: string | RegExp) => page.getByRole('option', { name });
    const caller = `Zoë ${hostile}`;
    await hand.press(page, form.getByRole('button', { name: t.caller.add }));
    const noting = dialog(t.caller.addTitle);
    await hand.write(page, noting.getByRole('textbox', { name: t.caller.name, exact: true }), caller);
    await hand.write(page, noting.getByRole('textbox', { name: t.caller.email }), `zoe-${who}@example.org`);
    await hand.press(page, noting.getByRole('button', { name: t.caller.create }));
    await soon(() => field(all.activity.field.initiator).inputValue()).toBe(caller);
    await hand.choose(page, field(all.activity.field.initiator), option(/^Rita Sommer/), 'Rita');
    await hand.write(page, field(all.activity.field.subject), subject);
    const description = form.getByLabel(all.activity.field.description);
    await hand.write(page, description, `${hostile} ${'W'.repeat(10_000)}`);
    await form.getByRole('region', { name: t.caller.similar }).getByText('Docking station waits').waitFor();
    await hand.choose(page, field(t.weight.urgency), option(t.weight.level.high));
    await hand.choose(page, field(t.weight.impact), option(t.weight.level.medium));
    expect(await field(all.activity.field.priority).inputValue()).toBe(all.activity.priority.high);
    const { items } = await agent.get<{ items: { name: string; owner: { name: string } | null }[] }>(
      '/assets?search=Rita%20Sommer',
    );
    const own = items.find(({ owner }) => owner?.name === 'Rita Sommer')?.name ?? expect.fail();
    await hand.choose(page, field(all.activity.field.assets), option(own));
    await page.keyboard.press('Escape');
    await hand.press(page, form.getByRole('button', { name: all.activities.createIt }));
    await heading(subject).waitFor();
    id = new URL(page.url()).pathname.split('/').at(-1) ?? '';
    number = (await agent.get<{ number: string }>(`/activities/${id}`)).number;
    await soon(main).toContain(own);
    expect(await main()).toContain(all.activity.priority.high);
  });

  test('taken over, commented inside, answered outside, with a file', async () => {
    await move(all.activity.transition.take_over);
    await state(all.activity.state.s202);
    await hand.write(page, page.getByRole('textbox', { name: all.journal.comment }), `Kolibri ${hostile}`);
    await hand.press(page, button(all.journal.sendComment));
    await soon(main).toContain('Kolibri');
    await hand.pick(page, page.getByRole('radiogroup', { name: all.journal.who }), all.journal.reply);
    await hand.write(
      page,
      page.getByRole('textbox', { name: all.journal.reply }),
      'Please try the other plug',
    );
    await hand.press(page, button(all.journal.sendReply));
    await soon(() => desk.catcher.mails.map(({ to, text }) => `${to} ${text}`).join('\n')).toMatch(
      /rita[^]*Please try the other plug/,
    );
    const read = await rita.journal(id);
    expect(read).toContain('Please try the other plug');
    expect(read.join('\n')).not.toContain('Kolibri');
    const chooser = page.waitForEvent('filechooser');
    await hand.press(page, button(t.files.addInternal));
    const file = { mimeType: 'text/html', buffer: Buffer.from('<script>window.hacked=1</script>') };
    await (await chooser).setFiles({ name: 'a <b>page.html', ...file });
    await page.getByRole('link', { name: 'a <b>page.html' }).first().waitFor();
  });

  test('forwarded to a team with a note, and taken over again', async () => {
    const { items } = await agent.get<{ items: { name: string }[] }>('/teams');
    const team = items.at(-1)?.name ?? expect.fail();
    const name = all.activity.transition.forward;
    await hand.press(page, button(name));
    const asked = dialog(name);
    const choice = page.getByRole('option', { name: team, exact: true });
    const field = asked
      .getByLabel(all.activity.field.team)
      .and(page.locator('input:not([type=hidden], [type=radio])'));
    await hand.choose(page, field, choice, team);
    await hand.write(page, asked.getByLabel(all.activity.note), `Yours, I think ${hostile}`);
    await hand.press(page, asked.getByRole('button', { name, exact: true }));
    await asked.waitFor({ state: 'detached' });
    expect(await read()).toMatchObject({ state: 200, responsible: null, team: { name: team } });
    await soon(main).toContain('Yours, I think');
    await move(all.activity.transition.take_over);
    const told = page.getByText(t.moved.take_over.replace('{{number}}', number));
    const message = page.getByRole('status').filter({ has: told });
    // Only the newest message can be taken back: the one of the first time has gone with the forwarding.
    await hand.press(page, message.getByRole('button', { name: t.bulk.undo }));
    await soon(read).toMatchObject({ state: 200, responsible: null, team: { name: team } });
    await move(all.activity.transition.take_over);
    await state(all.activity.state.s202);
    expect((await read()).responsible?.name).toBe(me);
  });

  test('told of what a colleague hands over, and of the answer', async () => {
    const bell = page.getByRole('button', {
      name: new RegExp(t.bell.unread_other.replace('{{count}}', '\\d+')),
    });
    const { items } = await agent.get<{ items: { id: string }[] }>(
      `/people?search=${encodeURIComponent(me)}`,
    );
    const given = await other.takenOverActivity('Given by a colleague');
    const forward = { transition: 'forward', version: given.version, personId: items[0]?.id };
    await other.post(`/activities/${given.id}/transitions`, forward);
    await soon(() => bell.count()).toBe(1);
    await hand.press(page, bell);
    const list = page.getByRole('dialog');
    await list
      .getByRole('link', { name: new RegExp(`${t.bell.kind.assigned}.*Given by a colleague`) })
      .waitFor();
    await list
      .getByRole('link', { name: new RegExp(`${t.bell.kind.reply}.*Docking station waits`) })
      .waitFor();
    await page.keyboard.press('Escape');
    await list.waitFor({ state: 'detached' });
  });

  test('several at once, and back again', async () => {
    const made = [await other.newActivity(`Twin${who} one`), await other.newActivity(`Twin${who} two`)];
    const responsible = async () =>
      Promise.all(
        made.map(async (each) => {
          const now = await agent.get<{ responsible: { name: string } | null }>(`/activities/${each.id}`);
          return now.responsible?.name;
        }),
      );
    await command(all.activities.view.unassigned, all.activities.view.unassigned);
    await find(`Twin${who}`);
    await soon(() => rows('Twin').count()).toBe(2);
    await hand.mark(page, rows('Twin'), 2);
    const bar = page.getByRole('group', { name: t.bulk.bar });
    await bar.getByText(t.bulk.chosen_other.replace('{{count}}', '2')).waitFor();
    await hand.press(page, bar.getByRole('button', { name: t.bulk.takeOver }));
    await page.getByText(t.bulk.done_other.replace('{{count}}', '2')).waitFor();
    expect(await responsible()).toEqual([me, me]);
    const result = page.getByRole('status', { name: t.bulk.result });
    const undo = result.getByRole('button', { name: t.bulk.undo, exact: true });
    await hand.press(page, undo);
    await soon(responsible).toEqual([undefined, undefined]);
    await undo.waitFor({ state: 'detached' });
  });

  test('views, a filter of one’s own, what stands in a journal, and the number', async () => {
    const view = (name: string) =>
      page.getByRole('navigation', { name: all.activities.views }).getByRole('link', { name, exact: true });
    await hand.press(page, view(all.activities.view.all));
    await soon(() => view(all.activities.view.all).getAttribute('aria-current')).toBe('page');
    await find('Kolibri');
    await soon(() => rows(number).count()).toBe(1);
    for (const [name, there] of [
      [all.activities.view.mine, 1],
      [all.activities.view.unassigned, 0],
      [all.activities.view.my_teams, undefined],
      [all.activities.view.recently_closed, 0],
      [all.activities.view.all, 1],
    ] as const) {
      await hand.press(page, view(name));
      await soon(() => view(name).getAttribute('aria-current')).toBe('page');
      if (there !== undefined) await soon(() => rows(number).count()).toBe(there);
    }
    const filter = 'Birds <b>x</b> \u202eturned\u202c';
    await hand.press(page, button(t.filters.saved));
    const filters = dialog(t.filters.saved);
    await hand.write(page, filters.getByRole('textbox'), filter);
    await hand.press(page, filters.getByRole('button', { name: t.filters.save }));
    await filters.getByRole('button', { name: filter, exact: true }).waitFor();
    await page.keyboard.press('Escape');
    await filters.waitFor({ state: 'detached' });
    await hand.press(page, button(all.common.resetFilters));
    await soon(() => rows('Twin').count()).toBeGreaterThan(0);
    await command('Birds', 'Birds <b>');
    await page.waitForURL(/search=Kolibri/);
    await soon(() => rows(number).count()).toBe(1);
    await find(String(Number(number.replace(/\D/g, ''))));
    await page.keyboard.press('Enter');
    await heading(subject).waitFor();
  });

  test('solved with what helped, closed, and opened again', async () => {
    await move(all.activity.transition.solve, `A new cable ${hostile}`);
    await state(all.activity.state.s220);
    await soon(main).toContain('A new cable');
    await move(all.activity.transition.close, '');
    await state(all.activity.state.s204);
    await command(all.activities.view.recently_closed, all.activities.view.recently_closed);
    await soon(() => rows(number).count()).toBe(1);
    await command(number, number);
    await heading(subject).waitFor();
    await move(all.activity.transition.reopen, 'Hums again');
    await state(all.activity.state.s202);
    expect(await read()).toMatchObject({ state: 202, responsible: { name: me } });
  });

  test('nothing broke on the way, and nothing written ran', async () => {
    expect(await page.evaluate("'hacked' in window")).toBe(false);
    expect(visitor.faults).toEqual([]);
  });
});
