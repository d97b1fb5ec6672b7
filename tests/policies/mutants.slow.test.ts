import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const run = promisify(execFile);

interface Report {
  files: Record<
    string,
    {
      mutants: {
        status: string;
        mutatorName: string;
        replacement?: string;
        location: { start: { line: number } };
      }[];
    }
  >;
}

test('no sentence of a policy can be taken out or turned round without a table turning red', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'fernwart-mutants-'));
  const report = join(folder, 'report.json');
  const config = join(folder, 'stryker.config.json');
  await writeFile(
    config,
    JSON.stringify({
      testRunner: 'vitest',
      vitest: { configFile: 'tests/policies/vitest.config.ts', related: false },
      mutate: ['apps/server/src/**/policy.ts'],
      ignorePatterns: ['**/dist', '.cache', '.git', 'docs'],
      reporters: ['json'],
      jsonReporter: { fileName: report },
      tempDirName: join(folder, 'sandbox'),
      concurrency: 2,
      allowEmpty: false,
    }),
  );
  try {
    await run(
      process.execPath,
      [join(root, 'node_modules/@stryker-mutator/core/bin/stryker.js'), 'run', config],
      {
        cwd: root,
        maxBuffer: 64 * 1024 * 1024,
      },
    );
    const { files } = JSON.parse(await readFile(report, 'utf8')) as Report;
    const all = Object.entries(files).flatMap(([file, { mutants }]) =>
      mutants.map((mutant) => ({ ...mutant, where: `${file}:${mutant.location.start.line}` })),
    );
    const survivors = all.filter(({ status }) => status === 'Survived' || status === 'NoCoverage');
    expect(
      survivors.map(({ where, mutatorName, replacement }) => `${where} ${mutatorName} ${replacement}`),
    ).toEqual([]);
    expect(all.filter(({ status }) => status === 'Killed').length).toBeGreaterThan(50);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}, 900_000);
