import { AsyncLocalStorage } from 'node:async_hooks';

interface Scope {
  open: boolean;
}
const scopes = new AsyncLocalStorage<Scope>();

/** A call that would wait for the transaction it stands in (PGlite), or hold its locks while it waits (PostgreSQL). */
export class InsideTransactionError extends Error {
  readonly code = 'inside_transaction';
  constructor(what: string) {
    super(
      `${what} is not possible inside a transaction: pass the transaction down, or do it before or after`,
    );
  }
}

/** Throws code `inside_transaction` when called, however indirectly, from the work of a transaction that is still open. */
export function assertOutsideTransaction(what: string): void {
  if (scopes.getStore()?.open) throw new InsideTransactionError(what);
}

/** Runs `work` so that `assertOutsideTransaction` fails in it, until it has settled. */
export async function insideTransaction<T>(work: () => Promise<T>): Promise<T> {
  const scope: Scope = { open: true };
  try {
    return await scopes.run(scope, work);
  } finally {
    // What `work` started and left behind may go on, and must not be refused for ever.
    scope.open = false;
  }
}
