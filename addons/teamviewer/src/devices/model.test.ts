import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isBraked } from './brake.ts';
import { foldName, sameName } from './fold-name.ts';
import { foldNumber, numbersIn } from './fold-number.ts';
import { isTeamViewerId, startAddress } from './teamviewer-id.ts';

const same = (one: string, other: string) => sameName(foldName(one), foldName(other));

describe('names of one machine', () => {
  test.each([
    ['NB-0042', 'nb-0042'],
    ['NB-0042', ' NB-0042 '],
    ['NB-0042', 'nb-0042.corp.example'],
    ['NB-0042', 'NB-0042.local'],
    ['NB-0042', 'NB - 0042'],
    ['Empfang  Süd', 'EMPFANG SUED'],
    ['Müller-PC', 'Mueller-PC'],
    ['Mu\u0308ller-PC', 'MÜLLER-PC'],
    ['Straße-7', 'STRASSE-7'],
    ['Café-Kasse', 'cafe-kasse'],
    ['Łódź-01', 'lodz-01'],
    ['NB\u200b-0042', 'NB-0042'],
    ['ＮＢ-0042', 'NB-0042'],
    ['nb1.a.example', 'NB1.A.EXAMPLE'],
  ])('%j is %j', (one, other) => expect(same(one, other)).toBe(true));

  test.each([
    ['NB-0042', 'NB-0043'],
    ['NB-0042', 'NB0042'],
    ['NB-0042', 'NB-00422'],
    ['nb1.a.example', 'nb1.b.example'],
    ['Empfang 1', 'Empfang1'],
    ['Muller', 'Müller'],
    ['PC 2.0', 'PC 2'],
    ['1.2.3', '1'],
    ['', ''],
    [' ', '\u200b'],
  ])('%j is not %j', (one, other) => expect(same(one, other)).toBe(false));

  test('folding twice changes nothing more, and order does not matter', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (one, other) => {
        const { host, domain } = foldName(one);
        expect(foldName(domain === '' ? host : `${host}.${domain}`)).toEqual({ host, domain });
        expect(same(one, other)).toBe(same(other, one));
      }),
    );
  });

  test('a plain name is folded like every other one', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii' }), (name) => {
        // What is invisible falls away, and with it the shorter way for names of plain letters.
        expect(foldName(name)).toEqual(foldName(`${name}\u200b`));
      }),
      { numRuns: 1000 },
    );
  });
});

describe('numbers in descriptions', () => {
  test.each([
    ['ThinkPad T14, SN PF-123456', 'PF123456'],
    ['Inv.-Nr. 10042, Erika Muster', '10042'],
    ['INV-10042', 'inv 10042'],
    ['Serial=(CZC9912X)', 'czc9912x'],
  ])('%j holds %j', (description, number) => expect(numbersIn(description)).toContain(foldNumber(number)));

  test.each(['Erika Muster', 'T14', '', 'Raum 12', 'Buchhaltung'])('%j holds none', (description) =>
    expect(numbersIn(description)).toEqual([]),
  );

  test('a flood stays bounded', () => {
    expect(numbersIn(Array.from({ length: 5000 }, (_, n) => `sn${n}00000`).join(' '))).toHaveLength(30);
  });
});

describe('TeamViewer IDs', () => {
  test.each(['12345678', '123456789', '1234567890'])('%s leads to its start page', (id) =>
    expect(startAddress(id)).toBe(`https://start.teamviewer.com/${id}`),
  );
  test.each([
    '1234567',
    '12345678901',
    '',
    '1234 5678',
    '12345678/../x',
    '12345678?x',
    'r12345678',
    '１２３４５６７８',
    '12345678\n',
    "javascript:alert('1')",
    12_345_678,
    null,
  ])('%j leads nowhere', (id) => {
    expect(isTeamViewerId(id)).toBe(false);
    expect(startAddress(id)).toBeNull();
  });
});

describe('the brake', () => {
  test.each([
    [26, 100, true],
    [25, 100, false],
    [26, 130, false],
    [27, 130, true],
    [0, 0, false],
    [1000, 4999, true],
    [1000, 5000, false],
  ])('%i of %i: %s', (changed, existing, braked) => expect(isBraked(changed, existing)).toBe(braked));
});
