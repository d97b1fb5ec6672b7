import type { ManifestInput } from '@fernwart/addon-kit';
import { packPackage, signPackage } from '@fernwart/addon-kit/package';
import { sampleFiles, sampleManifest } from '../../packages/addon-kit/testing/sample-package.ts';
import { developmentKey } from '../../tools/addons/development-key.ts';

export type Files = Record<string, string | null>;

/** The kit's sample package with what a test changes, signed with the key that the demo trusts. */
export async function signedSample(
  manifest: Partial<ManifestInput> = {},
  files: Files = {},
): Promise<Buffer> {
  return signed(await packedSample(manifest, files));
}

export function packedSample(manifest: Partial<ManifestInput> = {}, files: Files = {}): Promise<Buffer> {
  return packPackage({
    files: sampleFiles({ 'manifest.json': JSON.stringify(sampleManifest(manifest)), ...files }),
  });
}

export function signed(zip: Uint8Array, key = developmentKey()): Promise<Buffer> {
  return signPackage(zip, key.privateKey, key.keyId);
}
