import { access, cp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const starter = fileURLToPath(new URL('../../../../../packages/addon-kit/starter', import.meta.url));
const wellFormed = /^[a-z][a-z0-9-]{1,39}$/;

/**
 * Makes a working, tested add-on with every kind of contribution in `folder`: a copy of the kit's starter under another id.
 * Rejects where the id is none, or something lies there already.
 */
export async function newPackage(id: string, folder: string): Promise<void> {
  if (!wellFormed.test(id) || id === 'starter') {
    throw new Error(
      `"${id}" is no id for a package: small letters, digits and dashes, beginning with a letter.`,
    );
  }
  if (await exists(folder)) throw new Error(`There is something in ${folder} already.`);
  await cp(starter, folder, { recursive: true, filter: (path) => !path.includes('node_modules') });
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of names.filter((each) => each.isFile())) {
    const file = join(entry.parentPath, entry.name);
    await writeFile(file, renamed(await readFile(file, 'utf8'), id));
  }
}

/** `starter` stands in ids, `Starter` in the names of jobs and in titles. */
function renamed(text: string, id: string): string {
  const title = id
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
  return text.replaceAll('starter', id).replaceAll('Starter', title);
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
