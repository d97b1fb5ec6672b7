import { readFile, writeFile } from 'node:fs/promises';
import {
  generatePublisherKey,
  isPackageRefusal,
  type Publishers,
  packPackage,
  publicHalfOf,
  readPackage,
  signPackage,
  verifyPackage,
} from '@fernwart/addon-kit/package';
import { problemKinds } from '@fernwart/contract';
import { Command } from 'commander';
import { Problem } from '../../platform/http/problem.ts';
import { newPackage } from './new-package.ts';
import type { By, Packages } from './packages.ts';
import { permissionWords } from './words.ts';

/** The running server's packages, or those of a database that was opened for the command. */
export type PackageConnection = Pick<Packages, 'list' | 'installPackage' | 'remove'> & {
  close(): Promise<void>;
};

export interface PackageCommandDeps {
  /** Whom this server trusts, as its configuration says. */
  readonly trust: () => { readonly publishers: Publishers; readonly allowUnsigned: readonly string[] };
  readonly connect: () => Promise<PackageConnection>;
  readonly print: (line: string) => void;
  readonly by: By;
}

/** `package new | keygen | pack | sign | verify | inspect | install | list | remove`. A refusal rejects with its sentence. */
export function packageCommands(deps: PackageCommandDeps): Command {
  const { print } = deps;
  const command = new Command('package').description('make, sign, examine, install and remove packages');

  command
    .command('new <id>')
    .description('make an add-on with an example of every kind of contribution, and its tests')
    .option('--folder <folder>', 'where to; addons/<id> when left out, where npm run build:addons finds it')
    .action(async (id: string, { folder = `addons/${id}` }: { folder?: string }) => {
      await newPackage(id, folder);
      print(`${folder} holds the add-on. "npm run build:addons" packs and signs it for the demo.`);
    });
  command
    .command('keygen <file>')
    .description('make a publisher key; the private half goes into the file, the public one is printed')
    .requiredOption('--name <name>', 'under which servers shall know the publisher')
    .action((file: string, { name }: { name: string }) => keygen(file, name, print));
  command
    .command('pack <folder> <file>')
    .description('pack a folder with manifest.json, server.js, strings and migrations')
    .action(async (dir: string, file: string) => {
      const zip = await packPackage({ dir });
      await readPackage(zip);
      await writeFile(file, zip);
      print(`${file}: ${zip.length} bytes, not signed`);
    });
  command
    .command('sign <file>')
    .description('sign a package in place')
    .requiredOption('--key <file>', 'the private key that keygen wrote')
    .option('--publisher <name>', 'what the package says of its publisher')
    .action((file: string, options: { key: string; publisher?: string }) => sign(file, options, print));
  command
    .command('verify <file>')
    .description('say whether this server would install a package')
    .action(async (file: string) => {
      const { publishers, allowUnsigned } = deps.trust();
      const trust = verifyPackage(await readPackage(await readFile(file)), publishers, allowUnsigned);
      print(trust.publisher === null ? 'not signed, but allowed by name' : `signed by ${trust.publisher}`);
    });
  command
    .command('inspect <file>')
    .description('say what a package is, brings and may do')
    .action(async (file: string) => inspect(await readFile(file), print));
  command
    .command('install <file>')
    .description('install a package and wait until every node runs it')
    .action((file: string) =>
      connected(deps, async (packages) => {
        await packages.installPackage(await readFile(file), deps.by);
        print('installed');
      }),
    );
  command
    .command('list')
    .description('list the installed packages')
    .action(() =>
      connected(deps, async (packages) => {
        for (const each of await packages.list()) {
          print(`${each.id} ${each.version} ${each.state}, ${each.publisher ?? 'NOT SIGNED'}`);
        }
      }),
    );
  command
    .command('remove <id>')
    .description('remove a package and keep its data')
    .option('--delete-data <name>', "delete its data as well; asks for the package's name")
    .action((id: string, { deleteData }: { deleteData?: string }) =>
      connected(deps, async (packages) => {
        const how =
          deleteData === undefined
            ? { data: 'keep' as const }
            : { data: 'delete' as const, confirmName: deleteData };
        await packages.remove(id, how, deps.by);
        print('removed');
      }),
    );
  return command;
}

/** A refusal as lines for people: its sentence, then every fault. */
export function refusalLines(error: unknown): string[] | null {
  if (error instanceof Problem) return [(error.detail ?? problemKinds[error.code].title).en];
  if (!isPackageRefusal(error)) return null;
  return [
    `${error.sentence.en} (${error.code})`,
    ...error.problems.map(({ path, text }) => `  ${path}: ${text.en}`),
  ];
}

async function connected(
  deps: PackageCommandDeps,
  work: (packages: PackageConnection) => Promise<void>,
): Promise<void> {
  const packages = await deps.connect();
  try {
    await work(packages);
  } finally {
    await packages.close();
  }
}

async function keygen(file: string, name: string, print: (line: string) => void): Promise<void> {
  const key = generatePublisherKey();
  // Never over another key: packages signed with it could not be renewed.
  await writeFile(file, key.privateKey, { mode: 0o600, flag: 'wx' });
  print(`The private key is in ${file}. Keep it safe and secret.`);
  print('Servers trust it with this entry in FERNWART_PUBLISHERS:');
  print(JSON.stringify({ [key.keyId]: { name, publicKey: key.publicKey } }));
}

async function sign(
  file: string,
  options: { key: string; publisher?: string },
  print: (line: string) => void,
): Promise<void> {
  const privateKey = await readFile(options.key, 'utf8');
  const { keyId } = publicHalfOf(privateKey);
  await writeFile(file, await signPackage(await readFile(file), privateKey, keyId, options.publisher));
  print(`${file}: signed with the key ${keyId}`);
}

async function inspect(bytes: Uint8Array, print: (line: string) => void): Promise<void> {
  const { manifest, migrations, signature, digest } = await readPackage(bytes);
  print(`${manifest.name.en} (${manifest.id}) ${manifest.version}, by ${manifest.vendor}`);
  print(manifest.description.en);
  print(`digest      ${digest}`);
  print(`signature   ${signature ? `by key ${signature.keyId}` : 'none'}`);
  print(
    `needs       Fernwart ${manifest.platform}${manifest.dependencies.map(({ id, version }) => `, ${id} ${version}`).join('')}`,
  );
  for (const permission of manifest.permissions) print(`may         ${permissionWords[permission].en}`);
  for (const host of manifest.hosts) print(`talks to    ${host}`);
  for (const workflow of manifest.contributions.workflows)
    print(`workflow    ${workflow.name} ${workflow.version}`);
  for (const migration of migrations) print(`migration   ${migration.name}`);
}
