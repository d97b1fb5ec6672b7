/** What the process is asked by signals. */
export interface Ending {
  /** Settles at the first SIGINT or SIGTERM; from then on a second one ends the process at once, as the system's default does. */
  readonly asked: Promise<void>;
  dispose(): void;
}

const signals = ['SIGINT', 'SIGTERM'] as const;

export function listenForEnding(): Ending {
  const { promise, resolve } = Promise.withResolvers<void>();
  const dispose = () => {
    for (const signal of signals) process.off(signal, hear);
  };
  function hear(): void {
    dispose();
    resolve();
  }
  for (const signal of signals) process.on(signal, hear);
  return { asked: promise, dispose };
}
