import type { Manifest } from '../manifest.ts';
import { checkManifest } from './check-manifest.ts';
import { checkStrings, type Strings } from './check-strings.ts';
import { type PackageLimits, packageLimits } from './limits.ts';
import { manifestPath, modulePath, packageFile } from './package-files.ts';
import { type PackageProblem, PackageRefusal, refuseFor } from './package-refusal.ts';
import { decodeText, parseJson } from './parse-json.ts';
import { readArchive } from './read-archive.ts';
import { type PackageSignature, readSignature, sha256, signaturePath } from './signature.ts';

export interface PackageMigration {
  /** `0001_tables` of `migrations/0001_tables.sql`. */
  readonly name: string;
  readonly sql: string;
  readonly digest: string;
}

/** A package that was read whole and found well-formed; who signed it is judged by `verifyPackage`. */
export interface ReadPackage {
  readonly manifest: Manifest;
  readonly strings: Readonly<Record<string, Strings>>;
  /** In the order in which they run. */
  readonly migrations: readonly PackageMigration[];
  /** The text of `server.js`. */
  readonly module: string;
  readonly signature: PackageSignature | null;
  /** SHA-256 of the archive, hexadecimal. */
  readonly digest: string;
}

/** Reads a package's archive. Rejects with a `PackageRefusal`; nothing outside memory was touched by then. */
export async function readPackage(
  bytes: Uint8Array,
  limits: PackageLimits = packageLimits,
): Promise<ReadPackage> {
  const files = await readArchive(bytes, limits);
  const signed = takeSignature(files, limits);
  const migrations: PackageMigration[] = [];
  const strings = new Map<string, unknown>();
  for (const [path, content] of files) {
    const file = packageFile(path);
    if (!file) throw new PackageRefusal('file_unexpected', { path });
    if (file.kind === 'strings')
      strings.set(file.language, parseJson(path, bounded(path, content, limits.textBytes), limits));
    if (file.kind === 'migration') migrations.push(migration(file.name, path, content, limits));
  }
  const document = parseJson(
    manifestPath,
    bounded(manifestPath, required(files, manifestPath), limits.manifestBytes),
    limits,
  );
  const module = decodeText(modulePath, required(files, modulePath));
  const manifest = checkManifest(document);
  migrations.sort((a, b) => (a.name < b.name ? -1 : 1));
  refuseFor('migrations_invalid', [...numberTwins(migrations)]);
  return {
    manifest,
    strings: checkStrings(manifest, strings, limits),
    migrations,
    module,
    signature: signed,
    digest: sha256(bytes),
  };
}

function takeSignature(files: Map<string, Buffer>, limits: PackageLimits): PackageSignature | null {
  const content = files.get(signaturePath);
  if (!content) return null;
  files.delete(signaturePath);
  return readSignature(bounded(signaturePath, content, limits.manifestBytes), files, limits);
}

function migration(name: string, path: string, content: Buffer, limits: PackageLimits): PackageMigration {
  return { name, sql: decodeText(path, bounded(path, content, limits.textBytes)), digest: sha256(content) };
}

function required(files: ReadonlyMap<string, Buffer>, path: string): Buffer {
  const content = files.get(path);
  if (!content) throw new PackageRefusal('file_missing', { path });
  return content;
}

function bounded(path: string, content: Buffer, limit: number): Buffer {
  if (content.length > limit)
    throw new PackageRefusal('file_too_large', { path, bytes: content.length, limit });
  return content;
}

function* numberTwins(migrations: readonly PackageMigration[]): Generator<PackageProblem> {
  const seen = new Set<string>();
  for (const { name } of migrations) {
    const number = name.slice(0, 4);
    if (seen.has(number)) {
      yield {
        path: `migrations/${name}.sql`,
        text: { de: `Die Nummer ${number} gibt es zweimal.`, en: `The number ${number} is there twice.` },
      };
    }
    seen.add(number);
  }
}
