import { inspect } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { createDriftCounter, createDriftTally, type Drift } from './drift.ts';
import { recordReader } from './record-reader.ts';
import { choice, flag, instant, link, number, teamViewerId, text } from './values.ts';

const reader = recordReader({
  name: 'thing',
  schema: z.object({
    id: text,
    teamviewerId: teamViewerId.optional(),
    state: choice(['Open', 'Closed'], { 0: 'Open', 1: 'Closed' }).optional(),
    at: instant.optional(),
    online: flag.optional(),
    fee: number.optional(),
    url: link.optional(),
  }),
  expected: ['state'],
  alsoKnown: ['Ignored_Field'],
  aliases: { bill: 'fee' },
  present: (fields, raw) => ({ ...fields, raw }),
});

function read(raw: unknown): { thing: ReturnType<typeof reader.read>; drift: Drift[] } {
  const tally = createDriftTally();
  const drift: Drift[] = [];
  const thing = reader.read(raw, tally);
  tally.report('GET /things', (one) => drift.push(one));
  return { thing, drift };
}

test('reads names in any spelling and keeps the raw record', () => {
  const raw = { ID: 7, TeamViewerId: 1234567890, STATE: 'open', ignored_field: 1, BILL: '2.5' };
  const { thing, drift } = read(raw);
  expect(thing).toMatchObject({ id: '7', teamviewerId: '1234567890', state: 'Open', fee: 2.5 });
  expect(thing?.raw.reveal()).toBe(raw);
  expect(drift).toEqual([]);
});

test.each([
  ['Open', 'Open'],
  ['CLOSED', 'Closed'],
  [' closed ', 'Closed'],
  [0, 'Open'],
  ['1', 'Closed'],
  [3, 'unknown'],
  ['Paused', 'unknown'],
])('takes %j for %s', (value, state) => {
  expect(read({ id: 'a', state: value }).thing?.state).toBe(state);
});

test('counts unknown and missing fields, unknown values and unreadable ones', () => {
  const { thing, drift } = read({
    id: 'a',
    brand_new: 1,
    at: '31.01.2024',
    online: 'maybe',
    url: 'javascript:alert(1)',
  });
  expect(thing).toMatchObject({ id: 'a' });
  expect(thing?.at).toBeUndefined();
  expect(thing?.url).toBeUndefined();
  const shown = drift.map(({ kind, field }) => `${kind} ${field}`).toSorted();
  expect(shown).toEqual([
    'missing_field state',
    'unknown_field brand_new',
    'unreadable_value at',
    'unreadable_value online',
    'unreadable_value url',
  ]);
  expect(read({ id: 'a', state: 'Paused' }).drift).toEqual([
    { fn: 'GET /things', record: 'thing', kind: 'unknown_value', field: 'state', value: 'Paused', count: 1 },
  ]);
});

test('null is as good as absent', () => {
  expect(read({ id: 'a', state: 'Open', at: null, online: null }).drift).toEqual([]);
});

test('a record without its id is left out and counted, and so is what is no record', () => {
  for (const raw of [
    { state: 'Open' },
    { id: null, state: 'Open' },
    { id: {}, state: 'Open' },
    'text',
    5,
    null,
    [1],
  ]) {
    const { thing, drift } = read(raw);
    expect(thing).toBeUndefined();
    expect(drift.map(({ kind }) => kind)).toContain('unreadable_record');
  }
});

test.each(['r1234567890', '1234567890', 12345678, 'R123456789012'])('reads the TeamViewer ID %j', (value) => {
  expect(read({ id: 'a', teamviewerId: value }).thing?.teamviewerId).toMatch(/^\d{8,12}$/);
});

test.each(['', 'r', 'r12 345 678', '1234567', '1234567890123', '12345678&authorization=x', '-12345678', 1.5])(
  'never lets %j pass as a TeamViewer ID',
  (value) => {
    expect(read({ id: 'a', teamviewerId: value }).thing?.teamviewerId).toBeUndefined();
  },
);

test('does not show values that are not words, and bounds what one answer can note', () => {
  expect(read({ id: 'a', state: 'free text of a person' }).drift[0]).not.toHaveProperty('value');
  const many = Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`field${index}`, 1]));
  expect(read({ id: 'a', ...many }).drift.length).toBeLessThanOrEqual(200);
});

test('adds drift up over answers', () => {
  const counter = createDriftCounter();
  for (const fn of ['GET /a', 'GET /a', 'GET /b']) {
    const tally = createDriftTally();
    for (let record = 0; record < 3; record += 1) reader.read({ id: 'a', brand_new: 1 }, tally);
    tally.report(fn, counter.sink);
  }
  const counts = counter.counts().filter(({ kind }) => kind === 'unknown_field');
  expect(counts.map(({ fn, field, count }) => [fn, field, count])).toEqual([
    ['GET /a', 'brand_new', 6],
    ['GET /b', 'brand_new', 3],
  ]);
});

test('never throws, whatever a record holds, and notes every field it does not know', () => {
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), fc.dictionary(fc.string(), fc.jsonValue())), (raw) => {
      const value = raw as unknown;
      const { drift } = read(value);
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
      const known = new Set('id,teamviewerid,state,at,online,fee,bill,url,ignored_field'.split(','));
      const unknown = Object.keys(value).filter((key) => !known.has(key.toLowerCase()));
      expect(drift.filter(({ kind }) => kind === 'unknown_field')).toHaveLength(
        new Set(unknown.map((key) => key.slice(0, 80))).size,
      );
    }),
    { numRuns: 1000 },
  );
});

test('a raw record does not print by accident', () => {
  const { thing } = read({ id: 'a', secret_link: 'https://x/s1-abc' });
  expect(inspect(thing) + JSON.stringify(thing)).not.toContain('s1-abc');
});
