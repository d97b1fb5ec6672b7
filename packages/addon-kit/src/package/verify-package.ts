import { PackageRefusal } from './package-refusal.ts';
import type { ReadPackage } from './read-package.ts';
import { signatureHolds } from './signature.ts';

/** Key id → publisher; the key is Ed25519, SPKI, base64. */
export type Publishers = Readonly<Record<string, { readonly name: string; readonly publicKey: string }>>;

export interface Trust {
  readonly state: 'trusted' | 'unsigned_allowed';
  /** The name under which the server's configuration trusts the key; what the package says of itself counts for nothing. */
  readonly publisher: string | null;
  readonly keyId: string | null;
}

/**
 * Decides whether a package may be installed: signed by a trusted key, or named in `allowUnsigned`. A signature that
 * claims a trusted key and does not hold is refused even then.
 */
export function verifyPackage(
  read: ReadPackage,
  publishers: Publishers,
  allowUnsigned: readonly string[],
): Trust {
  const { signature } = read;
  const allowed = allowUnsigned.includes(read.manifest.id);
  const publisher =
    signature && Object.hasOwn(publishers, signature.keyId) ? publishers[signature.keyId] : undefined;
  if (signature && publisher) {
    if (!signatureHolds(signature, publisher.publicKey)) {
      throw new PackageRefusal('signature_wrong', { keyId: signature.keyId, publisher: publisher.name });
    }
    return { state: 'trusted', publisher: publisher.name, keyId: signature.keyId };
  }
  if (allowed) return { state: 'unsigned_allowed', publisher: null, keyId: signature?.keyId ?? null };
  if (signature) throw new PackageRefusal('publisher_unknown', { keyId: signature.keyId });
  throw new PackageRefusal('unsigned', { id: read.manifest.id });
}
