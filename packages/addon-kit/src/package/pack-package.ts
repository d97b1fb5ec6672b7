import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';
import { packageLimits } from './limits.ts';
import { packageFile } from './package-files.ts';
import { readArchive } from './read-archive.ts';
import { makeSignature, signaturePath } from './signature.ts';

export type PackageSource =
  | { readonly dir: string }
  | { readonly files: Readonly<Record<string, string | Uint8Array>> };

/**
 * Makes a package's archive. The same files give the same bytes. From a folder only what belongs into a package is taken:
 * `manifest.json`, `server.js`, `strings/`, `migrations/`, licence and readme.
 */
export async function packPackage(source: PackageSource): Promise<Buffer> {
  const files = 'dir' in source ? await filesOf(source.dir) : Object.entries(source.files);
  return archive(files.map(([path, content]) => [path, Buffer.from(content)] as const));
}

/** Answers the archive with `signature.json` in it; an older signature is replaced. The key is PKCS #8 PEM. */
export async function signPackage(
  zip: Uint8Array,
  privateKey: string,
  keyId: string,
  publisher?: string,
): Promise<Buffer> {
  const files = await readArchive(zip, packageLimits);
  files.delete(signaturePath);
  const signature = makeSignature(files, privateKey, keyId, publisher);
  return archive([...files, [signaturePath, Buffer.from(`${JSON.stringify(signature, null, 2)}\n`)]]);
}

async function archive(files: Iterable<readonly [string, Buffer]>): Promise<Buffer> {
  const zip = new ZipFile();
  // In the ZIP's own time format this reads the same in every time zone.
  const mtime = new Date(1980, 0, 1);
  const sorted = [...files].sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [path, content] of sorted) {
    zip.addBuffer(content, path, { mtime, mode: 0o100644, forceDosTimestamp: true });
  }
  zip.end();
  return buffer(zip.outputStream);
}

async function filesOf(dir: string): Promise<[string, Buffer][]> {
  const names = await readdir(dir, { recursive: true, withFileTypes: true });
  const paths = names
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(dir, '/').length).replaceAll('\\', '/'))
    .filter((path) => packageFile(path) !== null);
  return Promise.all(
    paths.map(async (path): Promise<[string, Buffer]> => [path, await readFile(join(dir, path))]),
  );
}
