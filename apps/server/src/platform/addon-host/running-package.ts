import { AddonError } from './addon-error.ts';
import type { LoadedPackage } from './loaded-package.ts';
import { createPlaces, type Places } from './places.ts';

/** What a page asks · what somebody does · a workflow's run. */
export type CallKind = 'question' | 'deed' | 'run';

/**
 * A page of an activity asks a package some ten things at once, so a team that opens pages asks hundreds. They take turns,
 * and have places of their own: however many look, whoever presses a button gets in.
 */
const most = 200;

/** A package that runs on this node, with the calls that are inside it. */
export interface RunningPackage {
  readonly loaded: LoadedPackage;
  /** Set while new calls are held back. */
  draining: boolean;
  /** Aborted when calls under way shall come to an end. */
  readonly ending: AbortController;
  /** Set once another version took its place: whoever still runs has no host any more. */
  replaced: boolean;
  readonly calls: Set<CallScope>;
  readonly places: Readonly<Record<Exclude<CallKind, 'run'>, Places>>;
}

/** One call into an add-on. Its host works as long as the call does. */
export interface CallScope {
  readonly running: RunningPackage;
  over: boolean;
}

export function runningPackage(loaded: LoadedPackage): RunningPackage {
  return {
    loaded,
    draining: false,
    ending: new AbortController(),
    replaced: false,
    calls: new Set(),
    places: { question: createPlaces(most), deed: createPlaces(most) },
  };
}

/** Throws where a host is used after its call ended or its package was replaced. */
export function assertLive(scope: CallScope): void {
  if (scope.running.replaced) {
    throw new AddonError('package_replaced', 'another version of this package is installed');
  }
  if (scope.over) throw new AddonError('call_over', 'the call that this host was given to is over');
}
