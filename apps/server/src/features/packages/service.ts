import { isPackageRefusal, PackageRefusal } from '@fernwart/addon-kit/package';
import type { Inspection } from '@fernwart/contract';
import { holdOffPackage } from '../../platform/addon-host/store.ts';
import type { Tx } from '../../platform/db/database.ts';
import { Problem } from '../../platform/http/problem.ts';
import { busy, drainEverywhere, exclusively } from './exclusive.ts';
import { createFollower } from './follower.ts';
import { installation, installationInput, installationWorkflow } from './installation.ts';
import { assertInstallable, judgePackage } from './judge-package.ts';
import { createModuleFolder } from './module-folder.ts';
import type { By, Packages, PackagesDeps } from './packages.ts';
import { presentInspection, presentPackage } from './present.ts';
import * as store from './store.ts';

const uploadsLive = Temporal.Duration.from({ hours: 24 });
const mostUploads = 10;
const installationPatience = 120_000;
const pause = 100;

export function createPackages(deps: PackagesDeps): Packages {
  const { db, clock, newId, live, audit, runs } = deps;
  const folder = createModuleFolder(deps.dataFolder);
  const follower = createFollower({ ...deps, folder });

  async function upload(bytes: Uint8Array, by: By): Promise<Inspection> {
    try {
      const judged = await judgePackage(db, bytes, deps);
      const id = newId();
      const at = clock.now();
      await db.transaction((tx) =>
        store.insertUpload(
          tx,
          { id, digest: judged.read.digest, archive: bytes, by: by.id, at },
          { since: at.subtract(uploadsLive), most: mostUploads },
        ),
      );
      return presentInspection(id, judged);
    } catch (error) {
      if (isPackageRefusal(error)) await recordRefusal(by, error);
      throw error;
    }
  }

  async function recordRefusal(by: By, refusal: PackageRefusal): Promise<void> {
    await audit.record(db, {
      actor: by.name,
      actorId: by.id,
      action: 'package.upload',
      outcome: 'refused',
      details: { code: refusal.code, reason: refusal.message },
    });
  }

  async function install(given: { upload: string; digest: string }, by: By): Promise<string> {
    const found = await store.findUpload(db, given.upload);
    if (!found) throw new PackageRefusal('upload_gone');
    if (found.digest !== given.digest) throw new PackageRefusal('upload_changed');
    const judged = await judgePackage(db, found.archive, deps);
    assertInstallable(judged);
    const { id: packageId, version } = judged.read.manifest;
    return db.transaction(async (tx) => {
      const run = await runs.start(tx, {
        packageId: null,
        workflow: installationWorkflow.name,
        version: installationWorkflow.version,
        input: installationInput.parse({ ...given, by }),
        trigger: { kind: 'installation', name: `${packageId} ${version}`, personId: by.id },
        subject: { type: 'package', id: packageId },
      });
      if (!(await store.holdLease(tx, run))) throw busy();
      return run;
    });
  }

  /** Changes an installed package while nothing of it is going anywhere. */
  async function change(
    packageId: string,
    by: By,
    action: string,
    details: Record<string, unknown>,
    work: (tx: Tx) => Promise<void>,
  ): Promise<void> {
    const holder = newId();
    await exclusively(deps, holder, async () => {
      await drainEverywhere(deps, packageId, holder, new AbortController().signal, async (_level, text) =>
        deps.log.warn('Not every node has answered', { package: packageId, detail: text.en }),
      );
      await db.transaction(async (tx) => {
        await holdOffPackage(tx, db.kind, packageId);
        if (!(await store.lockPackage(tx, packageId))) throw new Problem('not_found');
        await work(tx);
        await store.nextGeneration(tx);
        await audit.record(tx, {
          actor: by.name,
          actorId: by.id,
          action,
          outcome: 'done',
          subject: `package:${packageId}`,
          details,
        });
        await live.touch(tx, 'packages');
      });
    });
  }

  async function found(packageId: string): Promise<store.PackageRow> {
    const row = await store.findPackage(db, packageId);
    if (!row) throw new Problem('not_found');
    return row;
  }

  async function finished(run: string): Promise<void> {
    const over = AbortSignal.timeout(installationPatience);
    while (!over.aborted) {
      const state = await deps.findRun(run);
      if (state?.state === 'succeeded') return;
      if (state?.state === 'failed') {
        throw Object.assign(new Error(state.errorText ?? 'the installation failed'), {
          code: state.errorCode ?? 'failed',
        });
      }
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
    throw Object.assign(new Error('the installation did not come to an end'), { code: 'timeout' });
  }

  async function installPackage(bytes: Uint8Array, by: By): Promise<void> {
    const inspected = await upload(bytes, by);
    await finished(await install({ upload: inspected.upload, digest: inspected.digest }, by));
  }

  return {
    list: async () => (await store.listPackages(db)).map(presentPackage),
    upload,
    install,
    installPackage,
    async installUnlessInstalled(bytes, by) {
      const judged = await judgePackage(db, bytes, deps);
      const { installed, read } = judged;
      if (installed?.digest === read.digest && installed.state === 'active') return;
      await installPackage(bytes, by);
    },
    async disable(packageId, by) {
      if ((await found(packageId)).state === 'disabled') return;
      await assertNotNeeded(deps, packageId);
      await change(packageId, by, 'package.disable', {}, (tx) =>
        store.setPackageState(tx, packageId, 'disabled'),
      );
    },
    async enable(packageId, by) {
      if ((await found(packageId)).state === 'active') return;
      await change(packageId, by, 'package.enable', {}, (tx) =>
        store.setPackageState(tx, packageId, 'active'),
      );
    },
    async remove(packageId, how, by) {
      const { manifest, version } = await found(packageId);
      await assertNotNeeded(deps, packageId);
      const names = [manifest.name.de, manifest.name.en];
      if (how.data === 'delete' && !names.includes(how.confirmName?.trim() ?? ''))
        throw notConfirmed(manifest.name);
      await change(packageId, by, 'package.remove', { version, data: how.data }, async (tx) => {
        await store.deletePackage(tx, packageId);
        if (how.data === 'keep') return;
        await store.dropData(tx, packageId);
        await deps.forget(tx, packageId);
      });
    },
    workflows: [installation(deps, folder)],
    start: follower.start,
    stop: follower.stop,
  };
}

/** Other packages' dependencies stay met. */
async function assertNotNeeded(deps: PackagesDeps, packageId: string): Promise<void> {
  const rows = await store.listPackages(deps.db);
  const needing = rows.find(
    (row) => row.state === 'active' && row.manifest.dependencies.some((each) => each.id === packageId),
  );
  if (!needing) return;
  throw new Problem('wrong_state', {
    detail: {
      de: `Das Paket „${needing.manifest.name.de}“ braucht dieses Paket.`,
      en: `The package "${needing.manifest.name.en}" needs this package.`,
    },
  });
}

function notConfirmed(name: { de: string; en: string }): Problem {
  return new Problem('invalid_input', {
    detail: {
      de: `Um die Daten zu löschen, geben Sie den Namen des Pakets ein: „${name.de}“.`,
      en: `To delete the data, enter the name of the package: "${name.en}".`,
    },
    errors: [{ path: 'confirmName', message: name.en }],
  });
}
