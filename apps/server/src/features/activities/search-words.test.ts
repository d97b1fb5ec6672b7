import { expect, test } from 'vitest';
import { searchWords, typedNumber } from './search-words.ts';

test.each([
  ['Drucker druckt  NICHT', ['drucker', 'druckt', 'nicht']],
  ['a a A', ['a']],
  [`'); drop table "activities";-- \\ :* & | !`, ['drop', 'table', 'activities']],
  ['%_%', []],
  ['', []],
  ['E-Mail/Kalender', ['e', 'mail', 'kalender']],
  ['\u202eשלום 🦜', ['\u202eשלום', '🦜']],
])('the words of %j', (search, words) => {
  expect(searchWords(search)).toEqual(words);
});

test('are bounded in number and length', () => {
  expect(searchWords(Array.from({ length: 100 }, (_, index) => `w${index}`).join(' '))).toHaveLength(8);
  expect(searchWords('ä'.repeat(10_000))).toEqual(['ä'.repeat(60)]);
});

test.each([
  ['42', { prefix: '', digits: '42' }],
  [' INC00042 ', { prefix: 'inc', digits: '00042' }],
  ['#7', { prefix: '', digits: '7' }],
  ['HD-7', { prefix: 'hd-', digits: '7' }],
  ['printer 42', null],
  ['4 2', null],
  ['1'.repeat(16), null],
  ['printer', null],
])('the number in %j', (search, number) => {
  expect(typedNumber(search)).toEqual(number);
});
