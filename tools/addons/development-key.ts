import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** The publisher key in `tools/keys`, which everybody has: it shows how signing works and protects nothing. */
export interface DevelopmentKey {
  readonly keyId: string;
  readonly name: string;
  /** SPKI, base64. */
  readonly publicKey: string;
  /** PKCS #8 PEM. */
  readonly privateKey: string;
}

export function developmentKey(): DevelopmentKey {
  const file = new URL('../keys/DEVELOPMENT-publisher.json', import.meta.url);
  const { keyId, name, publicKey, privateKey } = JSON.parse(readFileSync(file, 'utf8'));
  const key = createPrivateKey({ key: privateKey, format: 'jwk' });
  return { keyId, name, publicKey, privateKey: key.export({ type: 'pkcs8', format: 'pem' }) };
}
