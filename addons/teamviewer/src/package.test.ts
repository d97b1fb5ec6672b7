import { readdirSync, readFileSync } from 'node:fs';
import { packPackage, readPackage } from '@fernwart/addon-kit/package';
import { expect, test } from 'vitest';
import addon from './server.ts';
import { linkHosts, rules, workflows } from './shared/names.ts';
import { troubleCodes } from './shared/trouble.ts';

const folder = new URL('../', import.meta.url);
const read = (path: string) => JSON.parse(readFileSync(new URL(path, folder), 'utf8')) as unknown;
const texts = {
  de: read('strings/de.json') as Record<string, string>,
  en: read('strings/en.json') as Record<string, string>,
};
const sources = readdirSync(new URL('src/', folder), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
  .map((name) => readFileSync(new URL(`src/${name}`, folder), 'utf8'))
  .join('\n');

const files = Object.fromEntries(
  ['manifest.json', ...inFolder('strings'), ...inFolder('migrations')].map((path) => [
    path,
    readFileSync(new URL(path, folder)),
  ]),
);
const packed = await readPackage(
  await packPackage({ files: { ...files, 'server.js': 'export default {};' } }),
);
const { manifest } = packed;

function inFolder(name: string): string[] {
  return readdirSync(new URL(`${name}/`, folder)).map((file) => `${name}/${file}`);
}

test('the whole folder is what the platform accepts as a package', () => {
  expect(packed).toMatchObject({ manifest: { id: 'teamviewer', version: '1.0.0' } });
});

test('every contribution has its handler, and every handler its contribution', () => {
  const { actions, panels, links, pages, configurationTypes } = manifest.contributions;
  const same = (declared: readonly { id: string }[], handlers: object | undefined) =>
    expect(Object.keys(handlers ?? {}).sort()).toEqual(declared.map((one) => one.id).sort());
  same(actions, addon.actions);
  same(panels, addon.panels);
  same(links, addon.links);
  same(pages, addon.pages);
  same(configurationTypes, addon.configurationTypes);
  expect(Object.keys(addon.workflows ?? {}).sort()).toEqual(
    manifest.contributions.workflows.map((one) => `${one.name}@${one.version}`).sort(),
  );
});

test('the names in code are those of the manifest', () => {
  const declared = manifest.contributions;
  for (const name of Object.values(rules))
    expect(declared.complianceRules.map((one) => one.name)).toContain(name);
  for (const { name } of declared.workflows) expect(Object.values(workflows)).toContain(name);
  for (const host of linkHosts) expect(manifest.hosts).toContain(`https://${host}`);
});

test('every text that the code asks for exists', () => {
  const asked = [
    ...sources.matchAll(
      /'((?:trouble|run|journal|mail|strip|fact|panel|guide|action|attempt|paste|join|end|send|create|record|right|rights|connection|field|invalid|callback|session|spelling|opening|undetermined|report|token|groups|disconnect|delete|authorize|refused|sessions|devices|health|sync|request|connect|inbox|list|page|health|drift|portal|dashboard|firstSteps)\.[\w.]+)'/g,
    ),
  ].map((match) => match[1] ?? '');
  expect(asked.length).toBeGreaterThan(100);
  const known = new Set(Object.keys(texts.en));
  expect([...new Set(asked)].filter((key) => !known.has(key) && !isNoText(key))).toEqual([]);
});

/** Permission keys and event names look like keys of texts. */
function isNoText(key: string): boolean {
  return /^(sessions\.(create|view|viewAll|editOwn|viewOwn)|groups\.read|connections\.read|devices\.read)$/.test(
    key,
  );
}

test('every reason has its sentence in both languages', () => {
  for (const code of troubleCodes) {
    expect(texts.de[`trouble.${code}`]).toBeTruthy();
    expect(texts.en[`trouble.${code}`]).toBeTruthy();
  }
});

test('labels are those of the article, literally', () => {
  expect(texts.de).toMatchObject({
    'configuration.title': 'TeamViewer Konfiguration',
    'configuration.add': 'TeamViewer Konfigurationsformular hinzufügen',
    'field.redirectUrl': 'Umleitungs-URL',
    'field.syncMode': 'Synchronisierungsmodus',
    'action.authorize': 'OAuth2-Autorisierungs-URL',
    'action.getToken': 'TeamViewer Token abrufen',
    'action.createSession': 'TeamViewer Remote Session erstellen',
    'action.joinNative': 'Session als Supporter beitreten',
    'action.joinBrowser': 'Session als Supporter aus dem Browser beitreten',
    'journal.nothing': 'Es hat keine TeamViewer-Session stattgefunden.',
    'field.oneCodePerActivity': 'Nur ein Code je Vorgang',
  });
});
