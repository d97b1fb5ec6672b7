const signals = ['SIGINT', 'SIGTERM'] as const;
const echo = 1000;

/**
 * Settles at the first SIGINT or SIGTERM. npm passes on the Ctrl-C that the terminal has sent already, so a second signal
 * within the next second is the same one; a later one ends the process at once, as the system's default does.
 */
export function endingAsked(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  function hear(): void {
    resolve();
    setTimeout(() => {
      for (const signal of signals) process.off(signal, hear);
    }, echo).unref();
  }
  for (const signal of signals) process.on(signal, hear);
  return promise;
}
