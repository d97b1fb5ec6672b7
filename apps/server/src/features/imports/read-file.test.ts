import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvLine } from '../../platform/http/csv.ts';
import { readFile } from './read-file.ts';
import { suggestMapping } from './suggest-mapping.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);

test.each([
  ['nothing', ''],
  ['blank lines', '\r\n \r\n'],
  ['a header alone', 'Name;Mail'],
])('%s is refused', (_what, text) => {
  expect(readFile(utf8(text))).toBe('empty');
});

test('what is no text, and what is too much of it, is refused', () => {
  expect(readFile(Uint8Array.from([0x50, 0x4b, 3, 4, 0, 0, 0, 0]))).toBe('no_text');
  expect(readFile(utf8(`Name\n${'x\n'.repeat(5001)}`))).toBe('too_many_rows');
  expect(readFile(utf8(`${'a,'.repeat(100)}a\n1`))).toBe('too_many_columns');
  expect(readFile(utf8(`Name\n${'x'.repeat(2001)}`))).toBe('too_long');
});

test.each([
  ['UTF-8', ',', utf8('Name,Ort\r\nMüller,"Köln, Mitte"\r\n')],
  ['UTF-8', ';', utf8('\uFEFFName;Ort\nMüller;Köln, Mitte\n')],
  ['UTF-8', '\t', utf8('Name\tOrt\rMüller\tKöln, Mitte\r')],
  ['Windows-1252', ';', Buffer.from('Name;Ort\r\nM\xfcller;K\xf6ln, Mitte', 'latin1')],
  ['UTF-16', '\t', Buffer.from('\uFEFFName\tOrt\r\nMüller\tKöln, Mitte\r\n', 'utf16le')],
  ['UTF-16', ';', Buffer.from('\uFEFFName;Ort\r\nMüller;Köln, Mitte', 'utf16le').swap16()],
])('%s with %j between is found out', (encoding, separator, bytes) => {
  expect(readFile(bytes)).toEqual({
    encoding,
    separator,
    cells: [
      { row: 1, values: ['Name', 'Ort'] },
      { row: 2, values: ['Müller', 'Köln, Mitte'] },
    ],
  });
});

test('fifty thousand lines, and a quotation mark that nobody closes, are refused at once', () => {
  expect(readFile(utf8(`Name;Login\n${'Müller;m\n'.repeat(50_000)}`))).toBe('too_many_rows');
  expect(readFile(utf8(`Name;Login\n"Müller;m\n${'x;y\n'.repeat(50_000)}`))).toBe('no_table');
});

test('quotes hold separators, lines and quotes; heads may repeat, and what looks like a formula is text', () => {
  const file = readFile(utf8('Name;Name;Ort\r\n"a;""b""\r\nc";\'=cmd|x;=1+1\r\n'));
  expect(file).toMatchObject({
    cells: [{ values: ['Name', 'Name', 'Ort'] }, { values: ['a;"b"\r\nc', '=cmd|x', '=1+1'] }],
  });
  expect(suggestMapping('people', ['Name', 'Name', 'Ort', ''])).toEqual(['name', null, null, null]);
});

test('rows keep the number that a spreadsheet shows, and a quote of our export goes again', () => {
  const file = readFile(utf8(`Name,Phone\n\n${csvLine(['=1+1', '+49 30'])}`));
  expect(file).toMatchObject({ cells: [{ row: 1 }, { row: 3, values: ['=1+1', '+49 30'] }] });
});

test('whatever bytes come, they are read or refused', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      const file = readFile(bytes);
      if (typeof file !== 'string') expect(file.cells.length).toBeGreaterThan(1);
    }),
    { numRuns: 300 },
  );
});

test('columns are recognised in both languages, each meaning once', () => {
  expect(
    suggestMapping('people', ['Anmeldename', 'E-Mail', 'Name', 'Mail', 'Verantwortliche Rollen', 'Foo']),
  ).toEqual(['login', 'email', 'name', null, 'teams', null]);
  expect(suggestMapping('assets', ['Inventar-Nr.', 'Serial number', 'Login'])).toEqual([
    'inventoryNumber',
    'serialNumber',
    null,
  ]);
});
