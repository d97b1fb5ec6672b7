import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { packageLimits, packPackage } from '@fernwart/addon-kit/package';
import { readArchive } from '../../packages/addon-kit/src/package/read-archive.ts';
import { signed } from './signed-sample.ts';

const built = fileURLToPath(new URL('../../dist/addons/teamviewer-1.0.0.zip', import.meta.url));
export const nextVersion = '1.1.0';

/** The real package as its next version: the same code, and a migration that changes a table with data in it. */
export async function nextTeamViewer(): Promise<Buffer> {
  const files = await readArchive(await readFile(built), packageLimits);
  const manifest = JSON.parse(String(files.get('manifest.json'))) as { version: string };
  files.delete('signature.json');
  files.set('manifest.json', Buffer.from(JSON.stringify({ ...manifest, version: nextVersion })));
  files.set(
    'migrations/0999_next.sql',
    Buffer.from("alter table sessions add column next text not null default 'x'"),
  );
  return signed(await packPackage({ files: Object.fromEntries(files) }));
}
