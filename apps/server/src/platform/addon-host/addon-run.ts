import type { Localized } from '@fernwart/addon-kit';

/** A workflow of a package, in the form in which automation executes it. */
export interface AddonWorkflow {
  readonly timeLimit: Temporal.Duration;
  execute(run: AddonRun): Promise<AddonRunOutcome>;
  /** The package's own word for a member of its result: its string `result.<member>`. Null where it has none. */
  resultLabel(member: string): Localized | null;
  /** Members of its result in the order in which people are told of them; the others follow. */
  readonly resultOrder: readonly string[];
}
export interface AddonRun {
  readonly id: string;
  readonly workflow: string;
  readonly version: string;
  readonly input: Record<string, unknown>;
  readonly subject: { readonly type: string; readonly id: string } | null;
  readonly trigger: { readonly kind: string; readonly name: string; readonly personId: string | null };
  readonly attempt: number;
  readonly signal: AbortSignal;
  log(level: 'info' | 'warning' | 'error', text: Localized): Promise<void>;
}
export type AddonRunOutcome =
  | { readonly kind: 'done'; readonly result?: unknown }
  | { readonly kind: 'failed'; readonly code: string; readonly text: string }
  | { readonly kind: 'again'; readonly at: Temporal.Instant };
