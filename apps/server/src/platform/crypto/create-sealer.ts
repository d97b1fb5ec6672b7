import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { Secret, type SecretValue } from '@fernwart/addon-kit';
import type { Sealer } from './sealer.ts';

export const masterKeyBytes = 32;

/** A sealed value that cannot be opened: unknown key, other purpose, or changed. */
export class UnsealableError extends Error {
  readonly code = 'unsealable';
}

/** Seals under the first key and opens under any: `v1.<keyId>.<iv>.<ct>.<tag>`, the parts in base64url. */
export function createSealer(masterKeys: readonly SecretValue[]): Sealer {
  const keys = new Map(
    masterKeys.map((masterKey) => {
      const key = Buffer.from(masterKey.reveal(), 'base64');
      if (key.byteLength !== masterKeyBytes) throw new Error(`a master key has ${masterKeyBytes} bytes`);
      return [keyIdOf(key), key] as const;
    }),
  );
  const [current] = keys;
  if (!current) throw new Error('a sealer needs a key');
  const [currentId, currentKey] = current;

  return {
    keyIds: [...keys.keys()],
    seal(plain, purpose) {
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', currentKey, iv);
      cipher.setAAD(boundIn(currentId, purpose));
      const sealed = Buffer.concat([cipher.update(plain.reveal(), 'utf8'), cipher.final()]);
      const parts = [iv, sealed, cipher.getAuthTag()].map((part) => part.toString('base64url'));
      return ['v1', currentId, ...parts].join('.');
    },
    open(sealed, purpose) {
      const [version, keyId = '', iv = '', text = '', tag = '', ...more] = sealed.split('.');
      if (version !== 'v1' || more.length > 0) throw new UnsealableError('this is no sealed value');
      const key = keys.get(keyId);
      if (!key) throw new UnsealableError(`the master key ${keyId} is not here`);
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(iv, 'base64url'), {
          authTagLength: 16,
        });
        decipher.setAAD(boundIn(keyId, purpose));
        decipher.setAuthTag(Buffer.from(tag, 'base64url'));
        const plain = Buffer.concat([decipher.update(Buffer.from(text, 'base64url')), decipher.final()]);
        return new Secret(plain.toString('utf8'));
      } catch (cause) {
        throw new UnsealableError('the sealed value was changed, or sealed for another purpose', { cause });
      }
    },
  };
}

/** Says which key it is and nothing about it. */
function keyIdOf(key: Buffer): string {
  return createHmac('sha256', key).update('fernwart master key id').digest('hex').slice(0, 16);
}

function boundIn(keyId: string, purpose: string): Buffer {
  return Buffer.from(`v1\n${keyId}\n${purpose}`);
}
