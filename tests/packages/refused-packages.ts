import {
  generatePublisherKey,
  packageLimits,
  packPackage,
  type RefusalCode,
} from '@fernwart/addon-kit/package';
import { readArchive } from '../../packages/addon-kit/src/package/read-archive.ts';
import { hostileArchives } from '../../packages/addon-kit/testing/hostile-archives.ts';
import { developmentKey } from '../../tools/addons/development-key.ts';
import { type Files, packedSample, signed, signedSample } from './signed-sample.ts';

export interface RefusedPackage {
  readonly name: string;
  readonly code: RefusalCode;
  readonly bytes: () => Buffer | Promise<Buffer>;
}

function sample(name: string, code: RefusalCode, files: Files): RefusedPackage {
  return { name, code, bytes: () => signedSample({}, files) };
}
/** Changed after it was signed. */
function tampered(
  name: string,
  code: RefusalCode,
  change: (files: Map<string, Buffer>) => void,
): RefusedPackage {
  return {
    name,
    code,
    async bytes() {
      const files = await readArchive(await signedSample(), packageLimits);
      change(files);
      return packPackage({ files: Object.fromEntries(files) });
    },
  };
}

/** One per reason for which an upload is refused; those that only the server's state explains come with it. */
export const refusedUploads: readonly RefusedPackage[] = [
  // Larger ones do not leave the browser.
  ...firstOfEachCode(hostileArchives.filter(({ code }) => code !== 'archive_too_large')),
  { name: 'nobody signed it', code: 'unsigned', bytes: () => packedSample() },
  {
    name: 'signed by a stranger',
    code: 'publisher_unknown',
    bytes: async () => {
      const stranger = generatePublisherKey();
      return signed(await packedSample(), { ...developmentKey(), ...stranger });
    },
  },
  {
    name: "signed by a stranger in a trusted publisher's name",
    code: 'signature_wrong',
    bytes: async () => {
      const { privateKey } = generatePublisherKey();
      return signed(await packedSample(), { ...developmentKey(), privateKey });
    },
  },
  tampered('another content than was signed', 'signature_file_changed', (files) =>
    files.set('server.js', Buffer.from('evil()')),
  ),
  tampered('a file more than was signed', 'signature_file_surplus', (files) =>
    files.set('README.md', Buffer.from('new')),
  ),
  tampered(
    'a file less than was signed',
    'signature_file_missing',
    (files) => void files.delete('migrations/0001_tables.sql'),
  ),
  sample('SQL that reaches outside its schema', 'migrations_invalid', {
    'migrations/0002_b.sql': 'drop table public.people; create extension dblink',
  }),
];

/** Those that are read and signed well, and fail when they are installed. */
export const failingInstallations: readonly RefusedPackage[] = [
  sample('code that throws', 'module_broken', { 'server.js': "throw new Error('no')" }),
  sample('code that lacks a handler', 'module_incomplete', { 'server.js': 'export default { actions: {} }' }),
  sample('a migration that fails', 'migration_failed', {
    'migrations/0002_b.sql': 'create table fine (id text); insert into missing values (1)',
  }),
];

function firstOfEachCode(archives: readonly RefusedPackage[]): RefusedPackage[] {
  const seen = new Map<RefusalCode, RefusedPackage>();
  for (const archive of archives) if (!seen.has(archive.code)) seen.set(archive.code, archive);
  return [...seen.values()];
}
