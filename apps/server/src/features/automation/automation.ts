import type { Localized, Subject } from '@fernwart/contract';
import type { Tx } from '../../platform/db/database.ts';

export interface DomainEvent {
  /** e.g. `activity.closed` */
  readonly type: string;
  readonly version: number;
  readonly subject: Subject;
  readonly payload: Record<string, unknown>;
}
export interface Events {
  /** Written in the transaction that causes it, together with one dispatch job. */
  emit(tx: Tx, event: DomainEvent): Promise<void>;
}

export interface StartRun {
  readonly packageId: string | null;
  readonly workflow: string;
  readonly version: string;
  readonly input: Record<string, unknown>;
  readonly key?: string;
  readonly trigger: {
    readonly kind: 'action' | 'schedule' | 'rule' | 'installation' | 'system';
    readonly name: string;
    readonly personId?: string | null;
  };
  readonly subject?: Subject;
  readonly dueAt?: Temporal.Instant;
}
export interface Runs {
  /** Answers the new run's id, or that of the one that has this key already. */
  start(tx: Tx, run: StartRun): Promise<string>;
  /** Brings a waiting run of this key forward; answers whether there was one. */
  bringForward(tx: Tx, packageId: string | null, key: string, dueAt: Temporal.Instant): Promise<boolean>;
}

/** A workflow's implementation, as automation calls it. */
export interface WorkflowImplementation {
  readonly timeLimit: Temporal.Duration;
  execute(run: ExecutingRun): Promise<WorkflowOutcome>;
  /** The sentence for a failure of its own that came with values. */
  failureText?(code: string, values: Readonly<Record<string, string | number>>): Localized | null;
  /** What a member of its result is called; null: it is not meant for people. */
  resultLabel?(member: string): Localized | null;
  /** Members of a run's result in the order in which people are told of them; the others follow. */
  readonly resultOrder?: readonly string[];
}
export type WorkflowOutcome =
  | { readonly kind: 'done'; readonly result?: unknown }
  | {
      readonly kind: 'failed';
      readonly code: string;
      readonly text: string;
      /** What the code's sentence is filled with; left out where nobody has a sentence for it, and the text stays as it is. */
      readonly values?: Readonly<Record<string, string | number>>;
    }
  | { readonly kind: 'again'; readonly at: Temporal.Instant };
export interface ExecutingRun {
  readonly id: string;
  readonly workflow: string;
  readonly version: string;
  readonly input: Record<string, unknown>;
  readonly subject: Subject | null;
  readonly trigger: { readonly kind: string; readonly name: string; readonly personId: string | null };
  readonly attempt: number;
  readonly signal: AbortSignal;
  log(level: 'info' | 'warning' | 'error', text: { de: string; en: string }): Promise<void>;
}
/** Where automation finds workflows, rules and engine activations; the add-on host and the platform provide them. */
export interface WorkflowCatalogue {
  /** Null: this node has no such workflow in this version. */
  workflow(packageId: string | null, name: string, version: string): WorkflowImplementation | null;
  currentVersion(packageId: string | null, name: string): string | null;
  /** What every workflow that is there does, in words. */
  titles(): readonly { packageId: string | null; name: string; title: Localized }[];
  rules(): readonly {
    packageId: string;
    name: string;
    description: { de: string; en: string };
    event: string | null;
    workflow: string;
    version: string;
  }[];
  engineActivations(): readonly {
    packageId: string;
    name: string;
    workflows: readonly { name: string; version: string }[];
    localTime: string;
  }[];
}
