import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryTree } from '../check/temporary-tree.ts';
import { type Build, isOutdated, noteBuilt } from './sources.ts';

const build: Build = { name: 'thing', program: 'build.ts', sources: ['src'], product: 'dist/thing.js' };

function builtTree(): string {
  const root = temporaryTree({
    'build.ts': '',
    'package-lock.json': '{}',
    'src/a.ts': 'a',
    'src/deep/b.ts': 'b',
    'dist/thing.js': '',
  });
  noteBuilt(root, build);
  return root;
}

test('what was built from the same sources is not built again', () => {
  expect(isOutdated(builtTree(), build)).toBe(false);
});

test.each(['src/deep/b.ts', 'src/new.ts', 'build.ts', 'package-lock.json'])(
  'a change of %s is a reason to build',
  (path) => {
    const root = builtTree();
    writeFileSync(join(root, path), 'changed');
    expect(isOutdated(root, build)).toBe(true);
  },
);

test('a missing product or note is a reason to build', () => {
  const [withoutProduct, withoutNote] = [builtTree(), builtTree()];
  rmSync(join(withoutProduct, 'dist/thing.js'));
  rmSync(join(withoutNote, '.cache'), { recursive: true });
  expect([isOutdated(withoutProduct, build), isOutdated(withoutNote, build)]).toEqual([true, true]);
});

test('a test or a dependency of the sources is none', () => {
  const root = builtTree();
  writeFileSync(join(root, 'src/a.test.ts'), 'new');
  expect(isOutdated(root, build)).toBe(false);
});
