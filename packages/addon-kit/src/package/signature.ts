import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import { z } from 'zod';
import type { PackageLimits } from './limits.ts';
import { PackageRefusal } from './package-refusal.ts';
import { parseJson } from './parse-json.ts';

export const signaturePath = 'signature.json';

const signatureDocument = z.strictObject({
  keyId: z.string().regex(/^[A-Za-z0-9-]{1,64}$/),
  publisher: z
    .string()
    .regex(/^[^\p{Cc}]{1,100}$/u)
    .optional(),
  files: z.record(z.string().max(200), z.string().regex(/^[0-9a-f]{64}$/)),
  signature: z.base64().max(200),
});
/** `signature.json`: who signed, the SHA-256 of every other file, and Ed25519 over both. */
export type PackageSignature = z.infer<typeof signatureDocument>;

/** A publisher's Ed25519 key pair: the private half PKCS #8 PEM, the public half SPKI base64 as the server's configuration takes it. */
export interface PublisherKey {
  readonly keyId: string;
  readonly publicKey: string;
  readonly privateKey: string;
}

/** Makes a key pair; the id is told from the public key. */
export function generatePublisherKey(): PublisherKey {
  const { privateKey } = generateKeyPairSync('ed25519');
  return {
    ...publicHalf(privateKey),
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }),
  };
}

/** Key id and public key that belong to a private key (PKCS #8 PEM). */
export function publicHalfOf(privateKeyPem: string): { keyId: string; publicKey: string } {
  return publicHalf(createPrivateKey(privateKeyPem));
}

function publicHalf(privateKey: KeyObject): { keyId: string; publicKey: string } {
  const spki = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
  return { keyId: sha256(spki).slice(0, 16), publicKey: spki.toString('base64') };
}

export function makeSignature(
  files: ReadonlyMap<string, Uint8Array>,
  privateKeyPem: string,
  keyId: string,
  publisher?: string,
): PackageSignature {
  const digests = Object.fromEntries(
    [...files].map(([path, content]) => [path, sha256(content)] as const).sort(byPath),
  );
  const unsigned = { keyId, ...(publisher === undefined ? {} : { publisher }), files: digests };
  const signature = sign(null, signedText(unsigned), createPrivateKey(privateKeyPem)).toString('base64');
  return { ...unsigned, signature };
}

/** Reads `signature.json` and holds every file against it; says nothing yet about who signed. */
export function readSignature(
  content: Buffer,
  files: ReadonlyMap<string, Buffer>,
  limits: PackageLimits,
): PackageSignature {
  const parsed = signatureDocument.safeParse(parseJson(signaturePath, content, limits));
  if (!parsed.success) throw new PackageRefusal('signature_malformed', {}, { cause: parsed.error });
  const signed = new Map(Object.entries(parsed.data.files));
  for (const [path, digest] of signed) {
    const file = files.get(path);
    if (!file) throw new PackageRefusal('signature_file_missing', { path: path.slice(0, 100) });
    if (sha256(file) !== digest) throw new PackageRefusal('signature_file_changed', { path });
  }
  for (const path of files.keys()) {
    if (!signed.has(path)) throw new PackageRefusal('signature_file_surplus', { path });
  }
  return parsed.data;
}

/** Whether the key (SPKI, base64) made this signature; a key of another kind made none. */
export function signatureHolds(signature: PackageSignature, publicKey: string): boolean {
  const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
  if (key.asymmetricKeyType !== 'ed25519') return false;
  return verify(null, signedText(signature), key, Buffer.from(signature.signature, 'base64'));
}

/** Paths hold no line breaks and publishers no control characters, so no two documents share this text. */
function signedText(signature: Omit<PackageSignature, 'signature'>): Buffer {
  const lines = Object.entries(signature.files)
    .sort(byPath)
    .map(([path, digest]) => `${digest}  ${path}\n`);
  return Buffer.from(
    `fernwart package signature 1\n${signature.keyId}\n${signature.publisher ?? ''}\n${lines.join('')}`,
  );
}

function byPath([a]: readonly [string, string], [b]: readonly [string, string]): number {
  return a < b ? -1 : 1;
}

export function sha256(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
