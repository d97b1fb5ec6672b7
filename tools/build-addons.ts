import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  isPackageRefusal,
  packPackage,
  readPackage,
  signPackage,
  verifyPackage,
} from '@fernwart/addon-kit/package';
import { bundleAddon } from './addons/bundle-addon.ts';
import { developmentKey } from './addons/development-key.ts';

const repository = fileURLToPath(new URL('..', import.meta.url));

/** Bundles, packs and signs every add-on under `addons/`; answers the ZIPs that now lie in `dist/addons`. */
export async function buildAddons(root: string = repository): Promise<string[]> {
  const addons = readdirSync(join(root, 'addons'));
  return Promise.all(addons.map((name) => buildAddon(root, join(root, 'addons', name))));
}

async function buildAddon(root: string, folder: string): Promise<string> {
  const { module, licence } = await bundleAddon(root, folder);
  const key = developmentKey();
  const zip = await packPackage({
    files: {
      'manifest.json': readFileSync(join(folder, 'manifest.json')),
      'server.js': module,
      LICENSE: licence,
      ...filesIn(folder, 'strings'),
      ...filesIn(folder, 'migrations'),
    },
  });
  const signed = await signPackage(zip, key.privateKey, key.keyId, 'Fernwart');
  // What this writes, a server must be able to read.
  const read = await readPackage(signed);
  verifyPackage(read, { [key.keyId]: key }, []);
  const { id, version } = read.manifest;
  return write(join(root, 'dist/addons'), id, version, signed);
}

function filesIn(folder: string, name: string): Record<string, Buffer> {
  const names = readdirSync(join(folder, name));
  return Object.fromEntries(names.map((file) => [`${name}/${file}`, readFileSync(join(folder, name, file))]));
}

function write(target: string, id: string, version: string, zip: Buffer): string {
  mkdirSync(target, { recursive: true });
  const name = `${id}-${version}.zip`;
  for (const old of readdirSync(target)) {
    if (old !== name && old.startsWith(`${id}-`) && old.endsWith('.zip')) rmSync(join(target, old));
  }
  writeFileSync(join(target, name), zip);
  return join(target, name);
}

if (import.meta.main) {
  try {
    for (const file of await buildAddons()) console.log(file);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    if (isPackageRefusal(error))
      for (const { path, text } of error.problems) console.error(`  ${path}: ${text.en}`);
    process.exitCode = 1;
  }
}
