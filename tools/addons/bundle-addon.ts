import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Metafile } from 'esbuild';

/** An add-on's code as one ES module, and the licences of everything that went into it. */
export interface Bundle {
  readonly module: string;
  readonly licence: string;
}

/** Bundles `src/server.ts` of an add-on. Rejects where something would be left outside the bundle. */
export async function bundleAddon(root: string, folder: string): Promise<Bundle> {
  const result = await build({
    entryPoints: [join(folder, 'src/server.ts')],
    absWorkingDir: root,
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    format: 'esm',
    target: 'node26',
    legalComments: 'none',
    logLevel: 'silent',
  });
  const outside = Object.values(result.metafile.outputs)
    .flatMap((output) => output.imports)
    .filter((each) => each.external && !each.path.startsWith('node:'));
  if (outside.length > 0) {
    throw new Error(
      `Not bundled: ${outside.map((each) => each.path).join(', ')}. A package brings all it needs.`,
    );
  }
  const [file] = result.outputFiles;
  if (!file) throw new Error(`${folder} gave no module`);
  return { module: file.text, licence: licences(root, result.metafile) };
}

function licences(root: string, metafile: Metafile): string {
  const names = Object.keys(metafile.inputs).flatMap((path) => {
    const [, name] = /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path) ?? [];
    return name === undefined || name.startsWith('@fernwart/') ? [] : [name];
  });
  const others = [...new Set(names)].toSorted().map((name) => `${name}\n\n${licenceOf(root, name)}`);
  return [readFileSync(join(root, 'LICENSE'), 'utf8'), ...others].join(`\n${'-'.repeat(72)}\n\n`);
}

function licenceOf(root: string, name: string): string {
  const folder = join(root, 'node_modules', name);
  const file =
    existsSync(folder) && readdirSync(folder).find((entry) => /^licen[cs]e(\.(md|txt))?$/i.test(entry));
  if (!file) throw new Error(`${name} brings no licence file; a package must carry it.`);
  return readFileSync(join(folder, file), 'utf8');
}
