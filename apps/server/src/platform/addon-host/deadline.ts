import { AddonError } from './addon-error.ts';

/**
 * Calls add-on code and waits no longer than `deadline`: a synchronous throw becomes a rejection, and a promise that
 * never settles is left behind. A synchronous endless loop is beyond this; docs/extend says so. The deadline is told in
 * real time: it is about this process, and a clock that is moved forward must not cut calls short.
 */
export async function withDeadline<T>(deadline: Temporal.Duration, work: () => T | Promise<T>): Promise<T> {
  const milliseconds = deadline.total('milliseconds');
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new AddonError('timeout', `the add-on did not answer within ${deadline.toString()}`)),
      milliseconds,
    );
  });
  try {
    return await Promise.race([(async () => work())(), late]);
  } finally {
    clearTimeout(timer);
  }
}
