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

test('jobs bear the names of the article and of the design, literally', () => {
  const { workflows: flows, engineActivations, complianceRules } = manifest.contributions;
  expect(flows.map((one) => `${one.name} ${one.version}`)).toEqual(
    expect.arrayContaining([
      'W_Team_getToken-UIActionWF 1.14',
      'W_Team_createSession-UIActionWF 1.0',
      'W_Team_requestSessions-UIActionWF 1.0',
      'W_Team_syncAssets-EAWF 1.0',
      'W_Team_collectReports-CoRuWF 1.0',
    ]),
  );
  expect(engineActivations.map((one) => one.name)).toEqual(['TeamViewer_Sync Assets - EA']);
  expect(complianceRules.map((one) => one.name)).toEqual(
    expect.arrayContaining(['TeamViewer_Session closed - CoRu', 'TeamViewer_Session expired - CoRu']),
  );
});

test('the names in code are those of the manifest', () => {
  const declared = manifest.contributions;
  for (const name of Object.values(rules))
    expect(declared.complianceRules.map((one) => one.name)).toContain(name);
  for (const { name } of declared.workflows) expect(Object.values(workflows)).toContain(name);
  for (const host of linkHosts) expect(manifest.hosts).toContain(`https://${host}`);
});

test('85: every text that the code asks for exists', () => {
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

test('what the package leaves in the audit record has its words', () => {
  const written = [...sources.matchAll(/host\.audit\(|\bnoteDecision\(/g)];
  expect(written.length).toBeGreaterThan(3);
  const decisions = /decision: ((?:'\w+'(?: \| )?)+)/.exec(sources)?.[1] ?? '';
  const actions = [
    'authorize',
    'disconnect',
    ...[...decisions.matchAll(/'(\w+)'/g)].map(([, decision = '']) => `device.${decision}`),
  ];
  expect(actions).toHaveLength(6);
  for (const action of actions) {
    expect(texts.de[`audit.${action}`], action).toBeTruthy();
    expect(texts.en[`audit.${action}`], action).toBeTruthy();
  }
});

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
    'field.syncMode.legacy': 'Legacy Sync',
    'field.syncMode.group': 'Group Sync',
    'field.clientId': 'ClientID',
    'field.clientSecret': 'ClientSecret',
    'action.authorize': 'OAuth2-Autorisierungs-URL',
    'action.getToken': 'TeamViewer Token abrufen',
    'action.createSession': 'TeamViewer Remote Session erstellen',
    'action.joinNative': 'Session als Supporter beitreten',
    'action.joinBrowser': 'Session als Supporter aus dem Browser beitreten',
    'journal.nothing': 'Es hat keine TeamViewer-Session stattgefunden.',
    'field.oneCodePerActivity': 'Nur ein Code je Vorgang',
  });
  expect(texts.en).toMatchObject({
    'configuration.title': 'TeamViewer Configuration',
    'configuration.add': 'Add TeamViewer configuration form',
    'field.redirectUrl': 'Redirect URL',
    'field.syncMode': 'Synchronisation mode',
    'field.syncMode.legacy': 'Legacy Sync',
    'field.syncMode.group': 'Group Sync',
    'action.authorize': 'OAuth2 authorization URL',
    'action.getToken': 'Get TeamViewer token',
    'action.createSession': 'Create TeamViewer remote session',
    'action.joinNative': 'Join session as supporter',
    'action.joinBrowser': 'Join session as supporter from the browser',
  });
});
