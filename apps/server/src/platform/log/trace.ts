import { AsyncLocalStorage } from 'node:async_hooks';

/** What is being worked on, from the browser's request to the call that leaves: every line of the log bears these. */
export interface Trace {
  /** The request that is answered, or that once asked for the run: what `x-request-id` told the browser. */
  readonly requestId?: string | undefined;
  readonly run?: string;
  /** One outgoing call. */
  readonly call?: string;
}

const traces = new AsyncLocalStorage<Trace>();

export function withTrace<T>(more: Trace, work: () => T): T {
  return traces.run({ ...traces.getStore(), ...more }, work);
}

export function currentTrace(): Trace {
  return traces.getStore() ?? {};
}
