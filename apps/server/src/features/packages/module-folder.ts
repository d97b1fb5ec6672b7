import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Addon } from '@fernwart/addon-kit';

/** Where packages' modules are unpacked to be imported: `<data folder>/packages/<digest of the module>.mjs`. */
export interface ModuleFolder {
  /** Imports a module from a file that is named by its digest and whose content was held against it. */
  load(module: string): Promise<Addon>;
  /** Writes a module for a trial, calls back with its address, and removes it again. */
  onTrial<T>(module: string, work: (url: string) => Promise<T>): Promise<T>;
  /** Removes the files of modules that are not among these. */
  keepOnly(modules: readonly string[]): Promise<void>;
}

export function createModuleFolder(dataFolder: string): ModuleFolder {
  const folder = join(dataFolder, 'packages');
  const nameOf = (module: string) => `${createHash('sha256').update(module).digest('hex')}.mjs`;

  async function write(name: string, module: string): Promise<string> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const path = join(folder, name);
    const before = await readFile(path, 'utf8').catch(() => null);
    if (before === module) return path;
    // Renamed into place, so that no node ever imports half a file.
    const temporary = join(folder, `.${name}.${randomBytes(6).toString('hex')}.tmp`);
    await writeFile(temporary, module, { mode: 0o600 });
    await rename(temporary, path);
    return path;
  }

  return {
    async load(module) {
      const path = await write(nameOf(module), module);
      const imported: { default?: unknown } = await import(pathToFileURL(path).href);
      if (typeof imported.default !== 'object' || imported.default === null) {
        throw new Error('the module has no default export');
      }
      return imported.default;
    },
    async onTrial(module, work) {
      const path = await write(`.trial-${randomBytes(6).toString('hex')}.mjs`, module);
      try {
        return await work(pathToFileURL(path).href);
      } finally {
        await rm(path, { force: true });
      }
    },
    async keepOnly(modules) {
      const kept = new Set(modules.map(nameOf));
      const names = await readdir(folder).catch(() => []);
      const gone = names.filter((name) => /^[0-9a-f]{64}\.mjs$/.test(name) && !kept.has(name));
      await Promise.all(gone.map((name) => rm(join(folder, name), { force: true })));
    },
  };
}
