import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packageLimits, type RefusalCode, refusalCodes, refusalSentences } from '@fernwart/addon-kit/package';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newPackage } from '../../apps/server/src/features/packages/new-package.ts';
import { buildAddons } from '../../tools/build-addons.ts';
import { launchBrowser, newVisitor, type Visitor } from '../support/browser.ts';
import { type BlankServer, startBlankServer } from './blank-server.ts';
import { failingInstallations, refusedUploads } from './refused-packages.ts';
import { packedSample, signedSample } from './signed-sample.ts';

const repository = fileURLToPath(new URL('../..', import.meta.url));
const password = 'a long enough sentence';

/** German labels are literal (acceptance A). */
const languages = [
  {
    language: 'de',
    locale: 'de-DE',
    administration: 'Administration',
    extensions: 'Erweiterungen',
    packages: 'Installierte Pakete',
    install: 'Paket installieren',
    start: 'Installation starten',
    stages: ['Prüfen', 'Laufendes abschließen', 'Installieren', 'Aktivieren'],
    stagesLabel: 'Stufen der Installation',
    lastStage: 'Stufe 4 von 4: Aktivieren',
    failed: 'Die Installation ist gescheitert.',
    unchanged: 'Es wurde nichts geändert.',
    again: 'Von vorn beginnen',
    other: 'Andere Datei wählen',
    tooLarge: 'Die Datei ist zu groß für ein Paket.',
    lower: 'Installiert ist Version 2.0.0; Version 1.0.0 ist älter.',
    lacks: 'Es fehlt: Paket „other“ 2.0.0 oder neuer (nicht installiert)',
    busy: 'Es wird gerade ein anderes Paket installiert oder entfernt.',
    unreachable: 'Der Server ist nicht zu erreichen.',
    unsigned: 'Nicht signiert',
    unsignedWarning: /Niemand bürgt dafür/,
    mayAlso: 'Neu darf es: E-Mails im Namen des Service Desks senden',
    sample: 'Beispiel',
    remove: 'Entfernen',
    deleteData: /^Daten löschen/,
    confirm: /Geben Sie zur Bestätigung/,
  },
  {
    language: 'en',
    locale: 'en-GB',
    administration: 'Administration',
    extensions: 'Extensions',
    packages: 'Installed Packages',
    install: 'Install Package',
    start: 'Start installation',
    stages: ['Check', 'Let running work end', 'Install', 'Activate'],
    stagesLabel: 'Stages of the installation',
    lastStage: 'Stage 4 of 4: Activate',
    failed: 'The installation failed.',
    unchanged: 'Nothing was changed.',
    again: 'Start over',
    other: 'Choose another file',
    tooLarge: 'The file is too large for a package.',
    lower: 'Version 2.0.0 is installed; version 1.0.0 is older.',
    lacks: 'Missing: Package "other" 2.0.0 or newer (not installed)',
    busy: 'Another package is being installed or removed at the moment.',
    unreachable: 'The server cannot be reached.',
    unsigned: 'Not signed',
    unsignedWarning: /Nobody vouches/,
    mayAlso: "It may now also: Send e-mails in the service desk's name",
    sample: 'Sample',
    remove: 'Remove',
    deleteData: /^Delete data/,
    confirm: /to confirm/,
  },
] as const;

let server: BlankServer;
let browser: Browser;
let folder: string;
let example: Buffer;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fernwart-wizard-'));
  [server, browser, example] = await Promise.all([
    startBlankServer({ allowUnsigned: ['unsigned-sample'] }),
    launchBrowser(),
    packageNewExample(),
  ]);
}, 120_000);
afterAll(async () => {
  await browser.close();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

/** What `fernwart package new my-notes` and `npm run build:addons` make. */
async function packageNewExample(): Promise<Buffer> {
  await mkdir(join(folder, 'addons'));
  await symlink(join(repository, 'node_modules'), join(folder, 'node_modules'));
  await cp(join(repository, 'LICENSE'), join(folder, 'LICENSE'));
  await newPackage('my-notes', join(folder, 'addons/my-notes'));
  const [file = ''] = await buildAddons(folder);
  return readFile(file);
}

test('1: the first administrator comes in by the link that the first start prints', async () => {
  const { page, context } = await newVisitor(browser, 'de-DE');
  await page.goto(server.firstAdministratorLink);
  await page.getByLabel('Name', { exact: true }).fill('Petra Klein');
  await page.getByLabel('Anmeldename').fill('petra');
  await page.getByLabel(/^Kennwort/).fill(password);
  await page.getByRole('button').click();
  await page.getByRole('navigation').first().waitFor();
  await context.close();
});

describe.each(languages)('the wizard in $language', (words) => {
  let visitor: Visitor;
  let page: Page;
  /** Another browser of the same person, which stays where it is. */
  let watching: Visitor;
  const shown = new Set<RefusalCode>();

  const button = (name: string, on = page) => on.getByRole('button', { name, exact: true });
  const alert = (text: string | RegExp) => page.getByRole('alert').filter({ hasText: text });
  const rows = (on: Page) => on.getByRole('row').filter({ hasText: /\d\.\d\.\d/ });
  const titleOf = (name: string) => page.getByRole('heading', { name });

  async function signIn(visitor: Visitor): Promise<void> {
    await visitor.page.goto(server.origin);
    await visitor.page.locator('input[autocomplete=username]').fill('petra');
    await visitor.page.locator('input[type=password]').fill(password);
    await visitor.page.locator('button[type=submit]').click();
    await visitor.page.getByRole('navigation').first().waitFor();
  }
  async function choose(bytes: Uint8Array, name = 'package.zip'): Promise<void> {
    const buffer = Buffer.from(bytes);
    await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/zip', buffer });
  }
  async function look(bytes: Uint8Array): Promise<void> {
    await choose(bytes);
    await button(words.start).waitFor();
  }
  async function toFinish(): Promise<void> {
    await button(words.start).click();
    await page.locator('button:enabled', { hasText: 'Finish' }).click();
    await titleOf(words.packages).waitFor();
  }
  async function openWizard(): Promise<void> {
    await page.getByRole('link', { name: words.install }).first().click();
    await titleOf(words.install).waitFor();
  }
  async function openList(): Promise<void> {
    await page.getByRole('main').getByRole('link', { name: words.packages }).click();
    await titleOf(words.packages).waitFor();
  }
  async function saysWhy(code: RefusalCode): Promise<void> {
    await alert(sentence(code)).first().waitFor();
    shown.add(code);
  }
  /** The code's sentence in this language; what it is filled with is left open. */
  function sentence(code: RefusalCode): RegExp {
    const parts = refusalSentences[code][words.language].split(/\{\w+\}/);
    return new RegExp(parts.map((part) => RegExp.escape(part)).join('.+'));
  }
  async function removeWithData(name: string): Promise<void> {
    await rows(page).filter({ hasText: name }).click();
    await button(words.remove).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('radio', { name: words.deleteData }).check();
    const deletes = dialog.locator('button[type=submit]');
    await dialog.getByLabel(words.confirm).fill(`${name}?`);
    expect(await deletes.isDisabled()).toBe(true);
    await dialog.getByLabel(words.confirm).fill(name);
    await deletes.click();
    await rows(page).filter({ hasText: name }).waitFor({ state: 'detached' });
  }

  beforeAll(async () => {
    visitor = await newVisitor(browser, words.locale);
    watching = await newVisitor(browser, words.locale);
    page = visitor.page;
    await signIn(visitor);
    await page.evaluate(
      `fetch('/api/v1/me', { method: 'PATCH', headers: { 'content-type': 'application/json' }, body: '{"language":"${words.language}"}' })`,
    );
    await page.evaluate(`localStorage.setItem('fernwart-language', '${words.language}')`);
    await signIn(watching);
    await watching.page.goto(`${server.origin}/administration/packages`);
  });
  afterAll(async () => {
    await visitor.context.close();
    await watching.context.close();
  });

  test('3, 4, 5: Administration → Extensions → Installed packages → Install package', async () => {
    await page.reload();
    for (const name of [words.administration, words.extensions, words.packages]) {
      await page.getByRole('link', { name }).first().click();
    }
    await titleOf(words.packages).waitFor();
    await openWizard();
  });

  test('11: an upload that is refused says why, each in a sentence of its own', async () => {
    for (const { bytes, code, name } of refusedUploads) {
      const answered = page.waitForResponse('**/packages/uploads');
      await choose(await bytes());
      await answered;
      await saysWhy(code).catch((error: unknown) => {
        throw new Error(`${name} should be refused as ${code}`, { cause: error });
      });
    }
  });

  test('11: every fault of a manifest is told at once', async () => {
    await choose(await packedSample({}, { 'manifest.json': '{"id":"A"}' }));
    await saysWhy('manifest_invalid');
    const faults = await page.getByRole('alert').getByRole('listitem').allInnerTexts();
    expect(faults.length).toBeGreaterThan(5);
    expect(faults.join('\n')).toContain('manifest.json: vendor');
  });

  test('11: what is too large does not leave the browser, and a lost connection is told as one', async () => {
    const large = join(folder, 'large.zip');
    await writeFile(large, Buffer.alloc(packageLimits.compressedBytes + 1, 1));
    await page.locator('input[type=file]').setInputFiles(large);
    await alert(words.tooLarge).waitFor();
    await page.route('**/packages/uploads', (route) => route.abort('connectionreset'));
    await choose(await signedSample());
    await alert(words.unreachable).waitFor();
    await page.unroute('**/packages/uploads');
  });

  test('10: what is missing is named, and the installation cannot be started', async () => {
    await look(await signedSample({ dependencies: [{ id: 'other', version: '2.0.0' }] }));
    await alert(words.lacks).waitFor();
    expect(await button(words.start).isDisabled()).toBe(true);
    await button(words.other).click();
  });

  test('11: an installation that fails says why and changes nothing', async () => {
    for (const { bytes, code } of failingInstallations) {
      await look(await bytes());
      await button(words.start).click();
      await alert(words.failed).waitFor();
      await saysWhy(code);
      await alert(words.unchanged).waitFor();
      expect(await button('Finish').isDisabled()).toBe(true);
      await button(words.again).click();
    }
    expect(await rows(watching.page).count()).toBe(0);
  });

  test('10, 11: one at a time, and only what was looked at', async () => {
    const { db } = server.parts;
    await look(await signedSample());
    await db.sql`insert into leases (name, holder, until) values ('package-installation', 'somebody else', now() + interval '1 minute')`;
    await button(words.start).click();
    await alert(words.busy).waitFor();
    await db.sql`delete from leases where name = 'package-installation'`;
    await db.sql`update package_uploads set digest = 'another'`;
    await button(words.start).click();
    await saysWhy('upload_changed');
    await db.sql`delete from package_uploads`;
    await button(words.start).click();
    await saysWhy('upload_gone');
    await button(words.other).click();
  });

  test('7, 8, 9: looked at, installed in four stages, finished, and listed in every open browser', async () => {
    await look(example);
    const main = page.getByRole('main');
    const details = await main.innerText();
    for (const text of ['MyNotes', 'Your name', '1.0.0', 'https://www.iana.org', 'Fernwart']) {
      expect(details).toContain(text);
    }
    await button(words.start).click();
    const stages = main.getByRole('list', { name: words.stagesLabel });
    for (const stage of words.stages) await stages.getByText(stage, { exact: true }).waitFor();
    await page.getByRole('log').getByText(words.lastStage).waitFor();
    await page.locator('button:enabled', { hasText: 'Finish' }).click();
    await titleOf(words.packages).waitFor();
    for (const each of [page, watching.page]) {
      await rows(each).filter({ hasText: 'MyNotes' }).waitFor();
      await each.getByRole('main').getByText('Petra Klein').first().waitFor();
    }
  });

  test('9: the example of "package new" can be used at once, without a reload', async () => {
    await page
      .getByRole('navigation')
      .getByRole('link', { name: /Notizen|Notes/ })
      .first()
      .click();
    await titleOf(words.language === 'de' ? 'Notizen' : 'Notes')
      .first()
      .waitFor();
    await page.goBack();
    await removeWithData('MyNotes');
    await rows(watching.page).first().waitFor({ state: 'detached' });
  });

  test('11: a lower version is refused, and so are migrations that were rewritten', async () => {
    await openWizard();
    await look(await signedSample({ version: '2.0.0' }));
    await toFinish();
    await openWizard();
    await look(await signedSample({ version: '1.0.0' }));
    await alert(words.lower).waitFor();
    expect(await button(words.start).isDisabled()).toBe(true);
    await button(words.other).click();
    await choose(
      await signedSample({ version: '3.0.0' }, { 'migrations/0001_tables.sql': 'create table x (id text)' }),
    );
    await saysWhy('migration_changed');
    await choose(await signedSample({ version: '3.0.0' }, { 'migrations/0001_tables.sql': null }));
    await saysWhy('migration_vanished');
    await look(
      await signedSample({ version: '3.0.0', permissions: ['activities.read', 'database', 'mail.send'] }),
    );
    await alert(words.mayAlso).waitFor();
    await openList();
    await removeWithData(words.sample);
  });

  test('an unsigned package that the configuration names is said to be unsigned, loudly', async () => {
    await openWizard();
    await look(await packedSample({ id: 'unsigned-sample' }));
    await alert(words.unsignedWarning).waitFor();
    await toFinish();
    await page.getByRole('main').getByText(words.unsigned, { exact: true }).first().waitFor();
    await removeWithData(words.sample);
  });

  test('every refusal of the catalogue was shown, and nothing broke on the way', () => {
    // Told before the upload, before the start, or never: those two are told by the console itself.
    const toldOtherwise = ['archive_too_large', 'version_lower', 'prerequisites_missing'];
    expect(refusalCodes.filter((code) => !shown.has(code) && !toldOtherwise.includes(code))).toEqual([]);
    const expected = /status of (409|422)|ERR_CONNECTION_RESET/;
    expect(visitor.faults.filter((fault) => !expected.test(fault))).toEqual([]);
  });
});
