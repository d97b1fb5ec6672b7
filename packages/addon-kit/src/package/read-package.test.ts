import { describe, expect, test } from 'vitest';
import { hostileArchives } from '../../testing/hostile-archives.ts';
import { extraField, rawZip } from '../../testing/raw-zip.ts';
import { sampleFiles, sampleManifest } from '../../testing/sample-package.ts';
import { packPackage } from './pack-package.ts';
import { isPackageRefusal, type PackageRefusal } from './package-refusal.ts';
import { readPackage } from './read-package.ts';

async function refusal(bytes: Uint8Array): Promise<PackageRefusal> {
  try {
    await readPackage(bytes);
  } catch (error) {
    if (isPackageRefusal(error)) return error;
    throw error;
  }
  throw new Error('was not refused');
}

describe('hostile archives', () => {
  test.each(hostileArchives)('$name is refused: $code', async ({ bytes, code }) => {
    const refused = await refusal(bytes());
    expect(refused.code).toBe(code);
    expect(refused.sentence.de).not.toMatch(/\{[a-z]/i);
    expect(refused.sentence.en).not.toMatch(/\{[a-z]/i);
  });

  test('there are at least twenty-five reasons among them', () => {
    expect(new Set(hostileArchives.map((archive) => archive.code)).size).toBeGreaterThanOrEqual(25);
  });

  test('refusing a bomb takes no more memory than the archive itself', async () => {
    const bombs = hostileArchives
      .filter(({ name }) => /bomb|ratio|unpacked/.test(name))
      .map(({ bytes }) => bytes());
    globalThis.gc?.();
    const before = process.memoryUsage().rss;
    for (const bomb of bombs) await refusal(bomb);
    expect(process.memoryUsage().rss - before).toBeLessThan(100 * 1024 * 1024);
  });
});

describe('manifests', () => {
  test('every fault is reported at once, in both languages', async () => {
    const files = sampleFiles({
      'manifest.json': JSON.stringify({
        ...sampleManifest(),
        id: 'Upper',
        version: '1',
        permissions: ['root'],
        extra: 1,
      }),
    });
    const refused = await refusal(await packPackage({ files }));
    expect(refused.code).toBe('manifest_invalid');
    expect(refused.problems.map((problem) => problem.path)).toEqual([
      'manifest.json: id',
      'manifest.json: version',
      'manifest.json: permissions.0',
      'manifest.json: ',
    ]);
    expect(refused.problems[1]?.text.de).not.toBe(refused.problems[1]?.text.en);
  });

  test.each([
    [
      'a link action without its link',
      { actions: [{ id: 'go', subject: 'activity', title: 'greet', does: 'link' }] },
    ],
    [
      'a rule for an unknown workflow',
      { complianceRules: [{ name: 'r', title: 'greet', on: { due: true }, workflow: 'w' }] },
    ],
    [
      'two actions of one id',
      { actions: [1, 2].map(() => ({ id: 'a', subject: 'asset', title: 'greet', does: 'invoke' })) },
    ],
    ['a pattern that is none', { assetAttributes: [{ id: 'a', title: 'greet', pattern: '(' }] }],
    [
      'a select field without options',
      {
        configurationTypes: [
          {
            id: 't',
            title: 'greet',
            addTitle: 'greet',
            defaultName: 'T',
            fields: [{ name: 'f', title: 'greet', kind: 'select' }],
          },
        ],
      },
    ],
    [
      'a time that does not exist',
      {
        workflows: [{ name: 'w', version: '1.0', title: 'greet' }],
        engineActivations: [{ name: 'e', title: 'greet', workflows: ['w'], localTime: '24:00' }],
      },
    ],
  ])('%s is refused', async (_name, contributions) => {
    const files = sampleFiles({ 'manifest.json': JSON.stringify({ ...sampleManifest(), contributions }) });
    const refused = await refusal(await packPackage({ files }));
    expect(refused.code).toBe('manifest_invalid');
    expect(refused.problems).toHaveLength(1);
  });

  test('a host with a path is refused', async () => {
    const files = sampleFiles({
      'manifest.json': JSON.stringify(sampleManifest({ hosts: ['https://example.org/path'] })),
    });
    expect((await refusal(await packPackage({ files }))).code).toBe('manifest_invalid');
  });
});

describe('strings', () => {
  test('missing keys, other placeholders and undeclared languages are all named', async () => {
    const files = sampleFiles({
      'strings/de.json': JSON.stringify({ greet: 'Grüßen', greetWorkflow: 'Grüßt {person}' }),
      'strings/en.json': JSON.stringify({ greetWorkflow: 'Greets {name}' }),
      'strings/fr.json': JSON.stringify({}),
    });
    const refused = await refusal(await packPackage({ files }));
    expect(refused.code).toBe('strings_invalid');
    expect(refused.problems.map(({ path, text }) => `${path} ${text.en}`)).toEqual([
      'strings/fr.json The manifest does not declare this language.',
      'strings/en.json "greet" is missing.',
      'strings/*.json "greetWorkflow" wants other values per language: {person} / {name}.',
      'strings/en.json "greet" is missing (manifest.json: contributions.actions.0.title).',
    ]);
  });
});

test('two migrations of one number are refused', async () => {
  const refused = await refusal(
    await packPackage({ files: sampleFiles({ 'migrations/0001_more.sql': 'select 1' }) }),
  );
  expect(refused.code).toBe('migrations_invalid');
});

test('a well-formed package is read whole', async () => {
  const zip = await packPackage({
    files: sampleFiles({ 'migrations/0010_b.sql': 'b', 'migrations/0002_a.sql': 'a', LICENSE: 'MIT' }),
  });
  const read = await readPackage(zip);
  expect(read.manifest).toMatchObject({ id: 'sample', dependencies: [], contributions: { callback: false } });
  expect(read.strings['de']).toEqual({ greet: 'Grüßen', greetWorkflow: 'Grüßt {name}' });
  expect(read.migrations.map((migration) => migration.name)).toEqual(['0001_tables', '0002_a', '0010_b']);
  expect(read.module).toContain('export default');
  expect(read.signature).toBeNull();
  expect(read.digest).toMatch(/^[0-9a-f]{64}$/);
});

test('an archive of another packer is read as well', async () => {
  const times = extraField(0x5455, Buffer.from([1, 0, 0, 0, 0]));
  const entries = Object.entries(sampleFiles()).map(([name, content]) => ({
    name,
    content,
    method: name.endsWith('.sql') ? 0 : 8,
    extra: times,
    localExtra: times,
    mode: 0,
  }));
  expect((await readPackage(rawZip(entries))).manifest.id).toBe('sample');
});
