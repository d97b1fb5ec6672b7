import type { Addon, Host } from '@fernwart/addon-kit';
import { packageSchema } from '@fernwart/addon-kit';
import type { Localized, ProblemCode } from '@fernwart/contract';
import { Problem } from '../http/problem.ts';
import { AddonError, codeOf } from './addon-error.ts';
import { buildHost } from './build-host.ts';
import { withDeadline } from './deadline.ts';
import type { DeskPorts } from './desk-ports.ts';
import type { OnUngranted } from './grants.ts';
import type { LoadedPackage } from './loaded-package.ts';
import type { Look } from './one-look.ts';
import type { Registry } from './registry.ts';
import type { CallKind, CallScope, RunningPackage } from './running-package.ts';
import { createSqlFence, type SqlFence } from './sql-fence.ts';

export interface Deadlines {
  /** Whether a button or panel is offered, and what it shows. */
  readonly question: Temporal.Duration;
  /** What a button, a form or a link does. */
  readonly deed: Temporal.Duration;
  /** How long a deed waits while its package is being replaced, or while there is no place for it. */
  readonly patience: Temporal.Duration;
  /** One statement on PostgreSQL; a question's ends with its own deadline, so that none piles up behind what nobody waits for. */
  readonly statement: Temporal.Duration;
}

export const usualDeadlines: Deadlines = {
  question: Temporal.Duration.from({ seconds: 2 }),
  deed: Temporal.Duration.from({ seconds: 45 }),
  patience: Temporal.Duration.from({ seconds: 30 }),
  statement: Temporal.Duration.from({ seconds: 30 }),
};

export interface Inside {
  readonly addon: Addon;
  readonly host: Host;
  readonly loaded: LoadedPackage;
  /** Aborted when the package shall come to an end. */
  readonly ending: AbortSignal;
}

/** The only doors into add-on code. Both reject with an `AddonError`; the host that was given ends with the call. */
export interface Calls {
  /** `look`: what several questions of one request read once. */
  ask<T>(packageId: string, work: (inside: Inside) => T | Promise<T>, look?: Look): Promise<T>;
  act<T>(packageId: string, work: (inside: Inside) => T | Promise<T>): Promise<T>;
  /** Without a deadline of its own, for work that brings one. */
  work<T>(packageId: string, work: (inside: Inside) => Promise<T>): Promise<T>;
}

export function createCalls(
  ports: DeskPorts,
  registry: Registry,
  onUngranted: OnUngranted,
  deadlines: Deadlines,
): Calls {
  const fences = new WeakMap<RunningPackage, SqlFence>();
  function fenceOf(running: RunningPackage): SqlFence {
    const known = fences.get(running) ?? createSqlFence(packageSchema(running.loaded.id));
    fences.set(running, known);
    return known;
  }
  function inside(scope: CallScope, deadline: Temporal.Duration, look?: Look): Inside {
    const { loaded, ending } = scope.running;
    if (!loaded.addon) throw new AddonError('not_running', `${loaded.id} does not run here`);
    const statementLimit = shorter(deadline, deadlines.statement);
    const seen = look ? { ...ports, ...look.desk } : ports;
    const fence = fenceOf(scope.running);
    const host = buildHost(seen, scope, fence, onUngranted, statementLimit, look?.answers);
    return { addon: loaded.addon, host, loaded, ending: ending.signal };
  }
  async function within<T>(
    packageId: string,
    kind: CallKind,
    deadline: Temporal.Duration,
    patience: Temporal.Duration,
    work: (inside: Inside) => T | Promise<T>,
    look?: Look,
  ): Promise<T> {
    try {
      return await registry.enter(packageId, kind, patience, (scope) =>
        withDeadline(deadline, () => work(inside(scope, deadline, look))),
      );
    } catch (error) {
      throw asAddonError(error);
    }
  }
  return {
    ask: (packageId, work, look) =>
      within(packageId, 'question', deadlines.question, deadlines.question, work, look),
    act: (packageId, work) => within(packageId, 'deed', deadlines.deed, deadlines.patience, work),
    work: (packageId, work) =>
      registry.enter(packageId, 'run', Temporal.Duration.from({ seconds: 0 }), (scope) =>
        work(inside(scope, deadlines.statement)),
      ),
  };
}

function shorter(one: Temporal.Duration, other: Temporal.Duration): Temporal.Duration {
  return Temporal.Duration.compare(one, other) < 0 ? one : other;
}

/** Problems and our own codes stay; whatever else an add-on throws becomes `threw`. */
function asAddonError(error: unknown): unknown {
  if (error instanceof AddonError || error instanceof Problem) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new AddonError('threw', message, error);
}

const problems: Partial<Record<string, { code: ProblemCode; detail?: Localized }>> = {
  timeout: { code: 'addon_timeout' },
  transaction_timeout: { code: 'addon_timeout' },
  statement_timeout: { code: 'addon_timeout' },
  not_running: { code: 'not_found' },
  draining: {
    code: 'not_ready',
    detail: {
      de: 'Das Paket wird gerade aktualisiert. Versuchen Sie es gleich noch einmal.',
      en: 'The package is being updated. Try again in a moment.',
    },
  },
  package_replaced: {
    code: 'not_ready',
    detail: {
      de: 'Das Paket wurde gerade aktualisiert. Versuchen Sie es noch einmal.',
      en: 'The package has just been updated. Try again.',
    },
  },
  busy: { code: 'too_many_requests' },
};

/** What the caller is told when add-on code failed; the cause is for the log alone. */
export function addonProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const known = problems[codeOf(error) ?? ''];
  return new Problem(known?.code ?? 'addon_failed', {
    cause: error,
    ...(known?.detail ? { detail: known.detail } : {}),
  });
}
