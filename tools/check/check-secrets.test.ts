import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { checkSecrets } from './check-secrets.ts';
import { temporaryTree } from './temporary-tree.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');

test.each([
  ['a private key', privateKey.export({ type: 'pkcs8', format: 'pem' })],
  [
    'a private key (PKCS #8, base64)',
    `key: "${privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64')}"`,
  ],
  ['a private key (JWK)', JSON.stringify(privateKey.export({ format: 'jwk' }))],
  ['a cloud access key', `AKIA${'ABCDEFGH'.repeat(2)}`],
  ['a code host token', `ghp_${'a1B2'.repeat(9)}`],
  ['a signed web token', `eyJ${'abcdef'.repeat(3)}.eyJ${'abcdef'.repeat(3)}.${'abcdef'.repeat(3)}`],
  ['a chat token', `xoxb-${'1234567890'.repeat(3)}`],
])('finds %s and says where', (what, secret) => {
  expect(checkSecrets(temporaryTree({ 'a/b.txt': `one\n${secret}\n` }))).toContain(
    `  a/b.txt:2 holds ${what}`,
  );
});

test('a public key and ordinary text pass', () => {
  const key = publicKey.export({ type: 'spki', format: 'pem' });
  expect(
    checkSecrets(
      temporaryTree({ 'key.pem': key, 'README.md': 'Bearer of good news; eyJ is how it begins.' }),
    ),
  ).toBe('');
});
