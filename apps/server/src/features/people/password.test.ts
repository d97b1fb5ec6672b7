import { Secret } from '@fernwart/addon-kit';
import { expect, test } from 'vitest';
import { hashPassword, verifyPassword } from './password.ts';

test.each(['', 'plain', '$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHQ', '$2b$10$abcdefghijklmnopqrstuv'])(
  'nothing matches the unreadable hash %j',
  async (stored) => {
    expect(await verifyPassword(new Secret('x'), stored)).toBe(false);
  },
);

test('a hash holds its parameters, differs each time, and matches its password alone', async () => {
  const [one, two] = await Promise.all([
    hashPassword(new Secret('Grüße')),
    hashPassword(new Secret('Grüße')),
  ]);
  expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
  expect(two).not.toBe(one);
  expect(await verifyPassword(new Secret('Grüsse'), one)).toBe(false);
  expect(await verifyPassword(new Secret('Gru\u0308ße'), one)).toBe(true);
});
