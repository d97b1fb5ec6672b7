import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { Secret, type SecretValue } from '@fernwart/addon-kit';
import type { KeyRing } from './sealer.ts';

export const masterKeyBytes = 32;

/** A sealed value that cannot be opened: unknown key, other purpose, or changed. */
export class UnsealableError extends Error {
  readonly code = 'unsealable';
}

/**
 * Seals under the first key and opens under any: `v2.<keyId>.<own key>.<iv>.<ct>.<tag>`, the parts in base64url. Every
 * value has a key of its own, which is what the master key seals: so a master key is replaced without knowing what the
 * values are for. Values of the first form, `v1.<keyId>.<iv>.<ct>.<tag>`, are opened.
 */
export function createSealer(masterKeys: readonly SecretValue[]): KeyRing {
  let keys = keysOf(masterKeys);

  function openV1(keyId: string, parts: readonly string[], purpose: string): Buffer {
    return decrypt(known(keyId), parts, `v1\n${keyId}\n${purpose}`);
  }
  function openV2(keyId: string, [wrapped = '', ...parts]: readonly string[], purpose: string): Buffer {
    return decrypt(unwrap(known(keyId), keyId, wrapped), parts, `v2\n${purpose}`);
  }
  function known(keyId: string): Buffer {
    const key = keys.get(keyId);
    if (!key) throw new UnsealableError(`the master key ${keyId} is not here`);
    return key;
  }

  return {
    get keyIds() {
      return [...keys.keys()];
    },
    use(masterKeysNow) {
      keys = keysOf(masterKeysNow);
    },
    seal(plain, purpose) {
      const own = randomBytes(masterKeyBytes);
      const parts = encrypt(own, Buffer.from(plain.reveal(), 'utf8'), `v2\n${purpose}`);
      const [keyId, key] = firstOf(keys);
      return ['v2', keyId, wrap(key, keyId, own), ...parts.map(encoded)].join('.');
    },
    open(sealed, purpose) {
      const [version, keyId = '', ...parts] = sealed.split('.');
      const open = version === 'v2' && parts.length === 4 ? openV2 : openV1;
      if (open === openV1 && (version !== 'v1' || parts.length !== 3))
        throw new UnsealableError('this is no sealed value');
      try {
        return new Secret(open(keyId, parts, purpose).toString('utf8'));
      } catch (cause) {
        if (cause instanceof UnsealableError) throw cause;
        throw new UnsealableError('the sealed value was changed, or sealed for another purpose', { cause });
      }
    },
    rewrap(sealed) {
      const [version, oldId = '', wrapped = '', ...parts] = sealed.split('.');
      const old = keys.get(oldId);
      if (version !== 'v2' || parts.length !== 3 || !old) return null;
      try {
        const [keyId, key] = firstOf(keys);
        return ['v2', keyId, wrap(key, keyId, unwrap(old, oldId, wrapped)), ...parts].join('.');
      } catch {
        return null;
      }
    },
  };
}

/** Says which key it is and nothing about it. */
export function keyIdOf(masterKey: SecretValue): string {
  return idOf(Buffer.from(masterKey.reveal(), 'base64'));
}

function idOf(key: Buffer): string {
  return createHmac('sha256', key).update('fernwart master key id').digest('hex').slice(0, 16);
}

function keysOf(masterKeys: readonly SecretValue[]): ReadonlyMap<string, Buffer> {
  if (masterKeys.length === 0) throw new Error('a sealer needs a key');
  return new Map(
    masterKeys.map((masterKey) => {
      const key = Buffer.from(masterKey.reveal(), 'base64');
      if (key.byteLength !== masterKeyBytes) throw new Error(`a master key has ${masterKeyBytes} bytes`);
      return [idOf(key), key] as const;
    }),
  );
}

function firstOf(keys: ReadonlyMap<string, Buffer>): readonly [string, Buffer] {
  for (const entry of keys) return entry;
  throw new Error('a sealer needs a key');
}

function wrap(key: Buffer, keyId: string, own: Buffer): string {
  return encoded(Buffer.concat(encrypt(key, own, `v2 key\n${keyId}`)));
}

function unwrap(key: Buffer, keyId: string, wrapped: string): Buffer {
  const bytes = Buffer.from(wrapped, 'base64url');
  const parts = [bytes.subarray(0, 12), bytes.subarray(12, -16), bytes.subarray(-16)];
  return decrypt(key, parts.map(encoded), `v2 key\n${keyId}`);
}

function encrypt(key: Buffer, plain: Buffer, bound: string): Buffer[] {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  cipher.setAAD(Buffer.from(bound));
  const text = Buffer.concat([cipher.update(plain), cipher.final()]);
  return [iv, text, cipher.getAuthTag()];
}

function decrypt(key: Buffer, [iv = '', text = '', tag = '']: readonly string[], bound: string): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(iv, 'base64url'), { authTagLength: 16 });
  decipher.setAAD(Buffer.from(bound));
  decipher.setAuthTag(Buffer.from(tag, 'base64url'));
  return Buffer.concat([decipher.update(Buffer.from(text, 'base64url')), decipher.final()]);
}

function encoded(bytes: Buffer): string {
  return bytes.toString('base64url');
}
