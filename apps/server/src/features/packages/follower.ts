import type { Addon } from '@fernwart/addon-kit';
import type { LoadedPackage } from '../../platform/addon-host/loaded-package.ts';
import type { ModuleFolder } from './module-folder.ts';
import type { PackagesDeps } from './packages.ts';
import {
  acknowledgeDrain,
  currentDrains,
  forgetNodes,
  markNode,
  type PackageCode,
  readCode,
  readGeneration,
} from './store.ts';

const pollEvery = 2_000;
/** What runs longer inside a package goes on without a host; the database keeps it out as well. */
const drainDeadline = Temporal.Duration.from({ seconds: 15 });

/** Keeps this node in step with the installed packages: it follows the generation, drains when asked, gives signs of life. */
export interface Follower {
  start(): Promise<void>;
  stop(): Promise<void>;
}

type Deps = Pick<PackagesDeps, 'db' | 'clock' | 'log' | 'live' | 'addonHost' | 'nodeId' | 'role'> & {
  readonly folder: ModuleFolder;
};

export function createFollower(deps: Deps): Follower {
  const { db, log, live, addonHost, folder, nodeId, role } = deps;
  const startedAt = deps.clock.now();
  /** Drains that this node knows of, by holder. */
  const drains = new Map<string, { packageId: string; idle: boolean; acknowledged: boolean }>();
  let timer: NodeJS.Timeout | undefined;
  let unsubscribe = () => {};
  /** The generation that runs here whole; a package that could not be loaded keeps it back. */
  let reached = -1;
  let stopped = false;
  let failing = false;
  let turn: Promise<void> = Promise.resolve();

  async function loadAll(): Promise<void> {
    const { generation, packages } = await readCode(db);
    const loaded: LoadedPackage[] = [];
    let complete = true;
    for (const code of packages) {
      const addon = code.state === 'active' ? await load(code) : null;
      if (code.state === 'active' && addon === null) complete = false;
      loaded.push({
        id: code.id,
        version: code.version,
        digest: code.digest,
        manifest: code.manifest,
        strings: code.strings,
        addon,
      });
    }
    addonHost.use(generation, loaded);
    if (!complete) return;
    reached = generation;
    await folder.keepOnly(packages.map((code) => code.module));
  }

  async function load(code: PackageCode): Promise<Addon | null> {
    try {
      return await folder.load(code.module);
    } catch (error) {
      log.error('A package could not be loaded on this node', {
        package: code.id,
        version: code.version,
        error,
      });
      return null;
    }
  }

  async function waitForIdle(packageId: string, drain: { idle: boolean }): Promise<void> {
    await addonHost.drain(packageId, drainDeadline);
    drain.idle = true;
    look();
  }

  async function followDrains(asked: Awaited<ReturnType<typeof currentDrains>>): Promise<void> {
    for (const { packageId, holder } of asked) {
      if (drains.has(holder)) continue;
      const drain = { packageId, idle: false, acknowledged: false };
      drains.set(holder, drain);
      void waitForIdle(packageId, drain);
    }
    for (const [holder, drain] of drains) {
      if (asked.some((each) => each.holder === holder)) {
        if (drain.idle && !drain.acknowledged) await acknowledgeDrain(db, holder, nodeId);
        drain.acknowledged ||= drain.idle;
        continue;
      }
      drains.delete(holder);
      // After an installation the package was replaced already; where it failed, the old one goes on.
      addonHost.resume(drain.packageId);
    }
  }

  async function follow(): Promise<void> {
    if (stopped) return;
    try {
      // Drains first: one that ended with an installation must not let the old version go on for a moment.
      const asked = await currentDrains(db);
      if ((await readGeneration(db)) !== addonHost.generation) await loadAll();
      await followDrains(asked);
      await markNode(db, { id: nodeId, role, startedAt, generation: reached });
      failing = false;
    } catch (error) {
      // Once per outage, not every two seconds.
      if (!failing && !stopped) log.error('Following the installed packages failed', { error });
      failing = true;
    }
  }

  /** One look after the other: polling, live topics and drains all end here. */
  function look(): void {
    turn = turn.then(follow);
  }

  return {
    async start() {
      await loadAll();
      await forgetNodes(db, nodeId);
      await markNode(db, { id: nodeId, role, startedAt, generation: reached });
      unsubscribe = live.subscribe((topic) => {
        if (topic === 'packages' || topic === null) look();
      });
      timer = setInterval(look, pollEvery);
      timer.unref();
    },
    async stop() {
      stopped = true;
      clearInterval(timer);
      unsubscribe();
      await turn;
      await forgetNodes(db, nodeId).catch(() => undefined);
    },
  };
}
