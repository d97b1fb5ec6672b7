import { expect, test } from 'vitest';
import { databaseAway } from './database-away.ts';

const failed = (members: object, message = 'no') => Object.assign(new Error(message), members);

test.each([
  failed({ code: '57P01' }),
  failed({ code: '08006' }),
  failed({ code: 'ECONNREFUSED' }),
  new Error('Connection terminated unexpectedly'),
  new Error('outside', { cause: failed({ code: '57P03' }) }),
])('says that the database was away: %s', (error) => {
  expect(databaseAway(error)).toBe(true);
});

test.each([
  failed({ code: '23505' }),
  failed({ code: '57014' }),
  new Error('Connection is a word'),
  null,
  'text',
])('does not say so of a statement that is wrong: %s', (error) => {
  expect(databaseAway(error)).toBe(false);
});
