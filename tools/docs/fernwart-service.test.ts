import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
const hasSystemd = spawnSync('systemd-analyze', ['--version']).status === 0;

test.skipIf(!hasSystemd)('the unit file is one that systemd understands', () => {
  const unit = readFileSync(join(root, 'docs/operate/fernwart.service'), 'utf8');
  const folder = mkdtempSync(join(tmpdir(), 'unit-'));
  const file = join(folder, 'fernwart.service');
  // The program has to be there to be verified.
  writeFileSync(file, unit.replaceAll('/opt/fernwart', root));
  const { status, stderr } = spawnSync('systemd-analyze', ['verify', '--man=no', file], { encoding: 'utf8' });
  expect(stderr.split('\n').filter((line) => line.includes('fernwart.service'))).toEqual([]);
  expect(status).toBe(0);
  expect(() =>
    execFileSync('systemd-analyze', ['security', '--offline=true', '--threshold=30', file]),
  ).not.toThrow();
  rmSync(folder, { recursive: true });
});
