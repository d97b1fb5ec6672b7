import { expect, test } from 'vitest';
import { columnWidths, fittingColumns, type GridColumn } from './grid-column.ts';

const column = (id: string, width?: number, pinned = false): GridColumn<unknown> => ({
  id,
  header: id,
  cell: () => null,
  pinned,
  ...(width ? { width } : {}),
});
const columns = [
  column('number', 8, true),
  column('subject', undefined, true),
  column('state', 9),
  column('owner', 12),
  column('time', 7),
];
const shown = (room: number) => fittingColumns(columns, room).map(({ id }) => id);

test('pinned columns are always there, the others as far as there is room, in their order', () => {
  expect(shown(0)).toEqual(['number', 'subject']);
  expect(shown(33)).toEqual(['number', 'subject', 'state']);
  expect(shown(40)).toEqual(['number', 'subject', 'state', 'time']);
  expect(shown(60)).toEqual(['number', 'subject', 'state', 'owner', 'time']);
});

test('a column that needs little leaves room for others', () => {
  const plain = Array.from({ length: 4 }, (_, index) => column(String(index)));
  expect(fittingColumns(plain, 40)).toHaveLength(2);
  expect(
    fittingColumns(
      plain.map((each) => ({ ...each, least: 9 })),
      40,
    ),
  ).toHaveLength(4);
});

test('what is left is shared by need; what has a width keeps it', () => {
  const some = [{ ...column('badge'), least: 12 }, { ...column('text'), least: 8 }, column('buttons', 10)];
  expect(columnWidths(some, 50)).toEqual([24, 16, 10]);
  expect(columnWidths([column('a'), column('b')], 60)).toEqual([30, 30]);
  expect(columnWidths(some, 25)).toEqual([9, 6, 10]);
  expect(columnWidths(some, 0)).toEqual([6, 4, 10]);
});
