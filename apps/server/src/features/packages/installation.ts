import {
  isPackageRefusal,
  isRefusalCode,
  PackageRefusal,
  refusalSentence,
} from '@fernwart/addon-kit/package';
import { id, type installationStages, type Localized } from '@fernwart/contract';
import { z } from 'zod';
import { holdOffPackage, intoSchema, outOfSchema } from '../../platform/addon-host/store.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { ExecutingRun, WorkflowOutcome } from '../automation/automation.ts';
import { dryLoad } from './dry-load.ts';
import { assertStillHolds, drainEverywhere, exclusively } from './exclusive.ts';
import { assertInstallable, type JudgedPackage, judgePackage } from './judge-package.ts';
import type { CheckedMigration } from './migration-check.ts';
import type { ModuleFolder } from './module-folder.ts';
import type { PackagesDeps, PlatformWorkflow } from './packages.ts';
import {
  createSchema,
  deleteUpload,
  endDrain,
  findUpload,
  listPackages,
  lockPackage,
  nextGeneration,
  nodesBehind,
  noteMigration,
  type PackageRow,
  putPackage,
  readGeneration,
} from './store.ts';

export const installationWorkflow = { name: 'package.install', version: '1.0' } as const;

const activationPatience = 30_000;
const pause = 100;

/** What an installation's run is told; old runs always meet current code. */
export const installationInput = z.object({
  upload: id,
  digest: z.string(),
  by: z.object({ id: z.string().nullable(), name: z.string() }),
});
type Input = z.infer<typeof installationInput>;
type Stage = (typeof installationStages)[number];

const stageNames: Record<Stage, Localized> = {
  check: { de: 'Stufe 1 von 4: Prüfen', en: 'Stage 1 of 4: Check' },
  drain: { de: 'Stufe 2 von 4: Anhalten', en: 'Stage 2 of 4: Drain' },
  install: { de: 'Stufe 3 von 4: Installieren', en: 'Stage 3 of 4: Install' },
  activate: { de: 'Stufe 4 von 4: Aktivieren', en: 'Stage 4 of 4: Activate' },
};

/** `package.install`: check → drain → install → activate. Killed at any point, it goes on from what the database says. */
export function installation(deps: PackagesDeps, folder: ModuleFolder): PlatformWorkflow {
  return {
    ...installationWorkflow,
    title: { de: 'Paket installieren', en: 'Install a package' },
    implementation: {
      timeLimit: Temporal.Duration.from({ minutes: 5 }),
      async execute(run) {
        const input = installationInput.parse(run.input);
        try {
          return await exclusively(deps, run.id, () => install(deps, folder, run, input));
        } catch (error) {
          if (!isPackageRefusal(error)) throw error;
          for (const { path, text } of error.problems) {
            await run.log('error', { de: `${path}: ${text.de}`, en: `${path}: ${text.en}` });
          }
          await run.log('error', error.sentence);
          await deps.audit.record(deps.db, {
            actor: input.by.name,
            actorId: input.by.id,
            action: 'package.install',
            outcome: 'failed',
            ...(run.subject ? { subject: `${run.subject.type}:${run.subject.id}` } : {}),
            details: { code: error.code, reason: error.message, digest: input.digest },
          });
          return { kind: 'failed', code: error.code, text: error.sentence.en, values: error.values };
        }
      },
      failureText: (code, values) => (isRefusalCode(code) ? refusalSentence(code, values) : null),
    },
  };
}

async function install(
  deps: PackagesDeps,
  folder: ModuleFolder,
  run: ExecutingRun,
  input: Input,
): Promise<WorkflowOutcome> {
  const { db } = deps;
  const stage = (name: Stage) => run.log('info', stageNames[name]);
  const upload = await findUpload(db, input.upload);
  if (upload) {
    await stage('check');
    if (upload.digest !== input.digest) throw new PackageRefusal('upload_changed');
    const judged = await judgePackage(db, upload.archive, deps);
    assertInstallable(judged);
    await dryLoad(folder, judged.read.module, judged.read.manifest);
    await sayChecked(run, judged);

    await stage('drain');
    if (judged.installed?.state === 'active') {
      await drainEverywhere(deps, judged.read.manifest.id, run.id, run.signal, run.log);
    } else await run.log('info', nothingToDrain);

    run.signal.throwIfAborted();
    await stage('install');
    await db.transaction((tx) => commit(deps, tx, run, input, judged, upload.archive));
    await run.log('info', registered(judged));
  } else if (!(await installedFrom(deps, input.digest))) {
    throw new PackageRefusal('upload_gone');
  }
  await stage('activate');
  return activate(deps, run, input.digest);
}

/** The upload goes with the transaction that installs it, so an interrupted run finds out here how far it came. */
async function installedFrom(deps: PackagesDeps, digest: string): Promise<PackageRow | null> {
  return (await listPackages(deps.db)).find((row) => row.digest === digest) ?? null;
}

async function commit(
  deps: PackagesDeps,
  tx: Tx,
  run: ExecutingRun,
  input: Input,
  judged: JudgedPackage,
  archive: Uint8Array,
): Promise<void> {
  const { read, trust } = judged;
  const { manifest } = read;
  const now = deps.clock.now();
  await assertStillHolds(tx, run.id);
  await holdOffPackage(tx, deps.db.kind, manifest.id);
  const before = await lockPackage(tx, manifest.id);
  if (before?.digest !== judged.installed?.digest) throw new PackageRefusal('upload_changed');
  await createSchema(tx, manifest.id);
  for (const migration of judged.migrations) {
    await runMigration(tx, manifest.id, migration);
    await noteMigration(tx, manifest.id, migration, now);
  }
  await putPackage(tx, {
    id: manifest.id,
    version: manifest.version,
    manifest,
    strings: read.strings,
    digest: read.digest,
    archive,
    module: read.module,
    publisher: trust.publisher,
    key_id: trust.keyId,
    installed_at: now,
    installed_by: input.by.name,
  });
  await nextGeneration(tx);
  await deleteUpload(tx, input.upload);
  await endDrain(tx, run.id);
  await deps.audit.record(tx, {
    actor: input.by.name,
    actorId: input.by.id,
    action: 'package.install',
    outcome: 'done',
    subject: `package:${manifest.id}`,
    details: {
      version: manifest.version,
      step: judged.step,
      digest: read.digest,
      signature: trust.state,
      permissions: manifest.permissions,
      migrations: judged.migrations.map((migration) => migration.name),
    },
  });
  await deps.live.touch(tx, 'packages');
}

async function runMigration(tx: Tx, packageId: string, migration: CheckedMigration): Promise<void> {
  await intoSchema(tx, packageId);
  for (const statement of migration.statements) {
    try {
      await tx.query(statement);
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new PackageRefusal('migration_failed', { name: migration.name, reason }, { cause });
    }
  }
  await outOfSchema(tx);
}

/** Installed it is already; this waits for the nodes, so that whoever presses Finish finds it everywhere. */
async function activate(deps: PackagesDeps, run: ExecutingRun, digest: string): Promise<WorkflowOutcome> {
  const { db } = deps;
  const generation = await readGeneration(db);
  const over = AbortSignal.any([run.signal, AbortSignal.timeout(activationPatience)]);
  let behind = await nodesBehind(db, generation, deps.nodeId);
  while (behind.length > 0 && !over.aborted) {
    await new Promise((resolve) => setTimeout(resolve, pause));
    behind = await nodesBehind(db, generation, deps.nodeId);
  }
  run.signal.throwIfAborted();
  if (behind.length > 0) {
    await run.log('warning', {
      de: `Diese Knoten folgen noch nicht: ${behind.join(', ')}.`,
      en: `These nodes do not follow yet: ${behind.join(', ')}.`,
    });
  } else await run.log('info', { de: 'Alle Knoten haben es übernommen.', en: 'Every node runs it.' });
  const installed = await installedFrom(deps, digest);
  return { kind: 'done', result: { package: installed?.id, version: installed?.version, generation } };
}

async function sayChecked(run: ExecutingRun, { read, trust, migrations }: JudgedPackage): Promise<void> {
  const { id: packageId, version } = read.manifest;
  const by = trust.publisher;
  await run.log('info', {
    de:
      by === null
        ? `${packageId} ${version}: nicht unterschrieben, aber erlaubt.`
        : `${packageId} ${version}: unterschrieben von ${by}.`,
    en:
      by === null
        ? `${packageId} ${version}: not signed, but allowed.`
        : `${packageId} ${version}: signed by ${by}.`,
  });
  const count = migrations.length;
  await run.log('info', { de: `Neue Migrationen: ${count}.`, en: `New migrations: ${count}.` });
}

function registered({ read }: JudgedPackage): Localized {
  const { id: packageId, version } = read.manifest;
  return { de: `${packageId} ${version} ist eingetragen.`, en: `${packageId} ${version} is registered.` };
}

const nothingToDrain: Localized = {
  de: 'Nichts anzuhalten: das Paket läuft noch nicht.',
  en: 'Nothing to drain: the package is not running yet.',
};
