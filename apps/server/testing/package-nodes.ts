import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ManifestInput } from '@fernwart/addon-kit';
import { generatePublisherKey, packPackage, signPackage } from '@fernwart/addon-kit/package';
import { sampleFiles, sampleManifest } from '../../../packages/addon-kit/testing/sample-package.ts';
import { createAudit } from '../src/features/audit/service.ts';
import type { Runs, StartRun } from '../src/features/automation/automation.ts';
import type { Packages } from '../src/features/packages/packages.ts';
import { createPackages } from '../src/features/packages/service.ts';
import type { Deadlines } from '../src/platform/addon-host/calls.ts';
import type { Database } from '../src/platform/db/database.ts';
import { databaseLive } from '../src/platform/live/database-live.ts';
import { type TestAddonDesk, testAddonDesk } from './addon-desk.ts';

export interface PackageNode extends TestAddonDesk {
  readonly packages: Packages;
  readonly dataFolder: string;
  /** Executes a run again, as automation does when its node died. */
  play(run: PlayedRun, attempt?: number): Promise<void>;
}
export interface PlayedRun extends StartRun {
  readonly id: string;
  state: string;
  errorCode: string | null;
  errorText: string | null;
  readonly lines: string[];
  result: unknown;
}

/** The key that packages here are signed with and servers here trust. */
export const publisher = generatePublisherKey();
export const administrator = { id: null, name: 'Petra Klein' };

/** Nodes on one database, each with its own folder; installations' runs are executed by the node that starts them. */
export function packageNodes(db: Database, trusted: { keyId: string; publicKey: string } = publisher) {
  const stops: (() => Promise<unknown>)[] = [];
  const runs = new Map<string, PlayedRun>();

  async function open(
    options: {
      works?: boolean;
      deadlines?: Partial<Deadlines>;
      /** Called before a line of an installation's log is taken, and before an audit record is written. */
      onStep?: (step: string, run: PlayedRun | null) => void;
    } = {},
  ): Promise<PackageNode> {
    const live = await databaseLive(db);
    const desk = testAddonDesk(db, options.deadlines, live);
    const dataFolder = await mkdtemp(join(tmpdir(), 'fernwart-node-'));
    const played: Runs = {
      async start(tx, run) {
        const id = desk.newId();
        const noted: PlayedRun = {
          ...run,
          id,
          state: 'queued',
          errorCode: null,
          errorText: null,
          lines: [],
          result: null,
        };
        runs.set(id, noted);
        if (options.works !== false) tx.afterCommit(() => void play(noted));
        return id;
      },
      bringForward: async () => false,
    };
    /** As automation does it: at least once, from the start again. */
    async function play(run: PlayedRun, attempt = 1): Promise<void> {
      run.state = 'running';
      try {
        const outcome = await packages.workflows[0]?.implementation.execute({
          id: run.id,
          workflow: run.workflow,
          version: run.version,
          input: run.input,
          subject: run.subject ?? null,
          trigger: { kind: 'installation', name: '', personId: null },
          attempt,
          signal: new AbortController().signal,
          log: async (_level, text) => {
            options.onStep?.(text.en, run);
            run.lines.push(text.en);
          },
        });
        run.state = outcome?.kind === 'done' ? 'succeeded' : 'failed';
        if (outcome?.kind === 'done') run.result = outcome.result;
        if (outcome?.kind === 'failed')
          Object.assign(run, { errorCode: outcome.code, errorText: outcome.text });
      } catch (error) {
        const code = error instanceof Error && 'code' in error ? String(error.code) : 'threw';
        Object.assign(run, { state: 'failed', errorCode: code, errorText: String(error) });
      }
    }
    const audit = createAudit({ clock: desk.clock, newId: desk.newId });
    const packages = createPackages({
      db,
      live,
      clock: desk.clock,
      newId: desk.newId,
      log: desk.ports.log,
      audit: {
        async record(on, entry) {
          options.onStep?.(entry.action, null);
          await audit.record(on, entry);
        },
      },
      runs: played,
      findRun: async (id) => runs.get(id) ?? null,
      addonHost: desk.host,
      nodeId: desk.newId(),
      role: 'all',
      dataFolder,
      platformVersion: '1.0.0',
      publishers: { [trusted.keyId]: { name: 'Fernwart', publicKey: trusted.publicKey } },
      allowUnsigned: ['unsigned-sample'],
      forget: async (tx, id) => {
        await tx.sql`delete from configurations where package_id = ${id}`;
      },
    });
    await packages.start();
    stops.push(async () => {
      await packages.stop();
      await live.close();
      await rm(dataFolder, { recursive: true, force: true });
    });
    return { ...desk, packages, dataFolder, play };
  }

  return {
    open,
    runs,
    async close() {
      await Promise.all(stops.splice(0).map((stop) => stop()));
    },
  };
}

/** A signed package: the sample one, with what the test changes. */
export async function signedPackage(
  manifest: Partial<ManifestInput> = {},
  files: Record<string, string | null> = {},
): Promise<Buffer> {
  const zip = await packPackage({
    files: sampleFiles({ 'manifest.json': JSON.stringify(sampleManifest(manifest)), ...files }),
  });
  return signPackage(zip, publisher.privateKey, publisher.keyId);
}
