import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const page = fileURLToPath(new URL('../../docs/operate/what-happens-if.md', import.meta.url));
const rows = readFileSync(page, 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| if |'));

test('there are lines', () => expect(rows.length).toBeGreaterThan(40));

test.each(rows.map((row) => [row.split('|')[1]?.trim() ?? '', row]))(
  'what happens if %s is held by a test of that name',
  (_, row) => {
    const [, name = '', target = ''] = /\[([^\]]+)\]\(([^)]+)\)[^|]*\|$/.exec(row) ?? [];
    const file = join(dirname(page), target);
    expect(existsSync(file), `${target} is there`).toBe(true);
    // As the source writes it: quotes inside a name are escaped there.
    const source = readFileSync(file, 'utf8').replaceAll("\\'", "'");
    expect(source.includes(name), `"${name}" is in ${target}`).toBe(true);
  },
);
