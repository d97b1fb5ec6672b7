import { AddonError } from './addon-error.ts';
import type { LoadedPackage } from './loaded-package.ts';
import { type CallKind, type CallScope, type RunningPackage, runningPackage } from './running-package.ts';

export interface Registry {
  readonly generation: number;
  readonly packages: readonly LoadedPackage[];
  find(packageId: string): RunningPackage | null;
  use(generation: number, packages: readonly LoadedPackage[]): void;
  /**
   * Runs `work` inside the package as it is now. While the package is drained, and while all places for this kind of call
   * are taken, waits up to `patience`. Rejects with code `draining`, `busy`, or `not_running` where it is not installed or
   * disabled.
   */
  enter<T>(
    packageId: string,
    kind: CallKind,
    patience: Temporal.Duration,
    work: (scope: CallScope) => Promise<T>,
  ): Promise<T>;
  drain(packageId: string, deadline: Temporal.Duration): Promise<void>;
  resume(packageId: string): void;
}

export function createRegistry(): Registry {
  let generation = -1;
  let running = new Map<string, RunningPackage>();
  const waiters = new Set<() => void>();

  function changed(): void {
    for (const wake of new Set(waiters)) wake();
  }

  /** Resolves at the next change, or when the time is over. */
  function nextChange(over: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        waiters.delete(wake);
        over.removeEventListener('abort', wake);
        resolve();
      };
      waiters.add(wake);
      over.addEventListener('abort', wake, { once: true });
      if (over.aborted) wake();
    });
  }

  async function admitted(
    packageId: string,
    kind: CallKind,
    patience: Temporal.Duration,
  ): Promise<{ package_: RunningPackage; giveBack: () => void }> {
    const over = AbortSignal.timeout(patience.total('milliseconds'));
    for (;;) {
      const package_ = running.get(packageId);
      if (!package_?.loaded.addon) throw new AddonError('not_running', `${packageId} does not run here`);
      if (package_.draining) {
        if (over.aborted) throw new AddonError('draining', `${packageId} is being replaced`);
        await nextChange(over);
        continue;
      }
      // How many runs there are at once is automation's to say: one that was turned away here would have failed.
      if (kind === 'run') return { package_, giveBack: () => undefined };
      const giveBack = await package_.places[kind].take(over);
      if (!giveBack) throw new AddonError('busy', `${packageId} does not keep up`);
      if (running.get(packageId) === package_ && !package_.draining) return { package_, giveBack };
      // It was replaced while we stood in line.
      giveBack();
    }
  }

  return {
    get generation() {
      return generation;
    },
    get packages() {
      return [...running.values()].map((each) => each.loaded);
    },
    find: (packageId) => running.get(packageId) ?? null,
    use(next, packages) {
      const before = running;
      running = new Map(
        packages.map((loaded) => {
          const same = before.get(loaded.id);
          // A drained package starts anew even with the same code: its calls were told to end.
          const stays =
            same?.loaded.digest === loaded.digest && same.loaded.addon === loaded.addon && !same.draining;
          return [loaded.id, stays ? same : runningPackage(loaded)];
        }),
      );
      for (const [id, old] of before) {
        if (running.get(id) === old) continue;
        old.replaced = true;
        old.ending.abort(new AddonError('package_replaced', 'another version of this package is installed'));
      }
      generation = next;
      changed();
    },
    async enter(packageId, kind, patience, work) {
      const { package_, giveBack } = await admitted(packageId, kind, patience);
      const scope: CallScope = { running: package_, over: false };
      package_.calls.add(scope);
      try {
        return await work(scope);
      } finally {
        scope.over = true;
        package_.calls.delete(scope);
        giveBack();
        changed();
      }
    },
    async drain(packageId, deadline) {
      const package_ = running.get(packageId);
      if (!package_) return;
      package_.draining = true;
      package_.ending.abort(new AddonError('draining', `${packageId} is being replaced`));
      const over = AbortSignal.timeout(deadline.total('milliseconds'));
      while (package_.calls.size > 0 && !over.aborted) await nextChange(over);
      // Whoever has not come to an end goes on without a host.
      for (const scope of package_.calls) scope.over = true;
    },
    resume(packageId) {
      const package_ = running.get(packageId);
      if (!package_?.draining) return;
      // What was aborted stays aborted: the package goes on as if newly started.
      running.set(packageId, runningPackage(package_.loaded));
      changed();
    },
  };
}
