import type { Clock, Transport } from '@fernwart/teamviewer';

/** A transport on the built-in fetch. Redirects are answers, never followed. */
export const fetchTransport: Transport = async ({ url, ...request }) => {
  const response = await fetch(url, { ...request, redirect: 'manual' });
  return {
    status: response.status,
    header: (name) => response.headers.get(name) ?? undefined,
    body: response.body ?? (async function* () {})(),
  };
};

/** The time of this machine. */
export const systemClock: Clock = {
  now: () => Temporal.Now.instant(),
  sleep: (duration, signal) =>
    new Promise((resolve, reject) => {
      const stop = () => {
        clearTimeout(timer);
        reject(new Error('The sleep was cut short.'));
      };
      const wake = () => {
        signal?.removeEventListener('abort', stop);
        resolve();
      };
      const timer = setTimeout(wake, duration.total('milliseconds'));
      signal?.addEventListener('abort', stop, { once: true });
    }),
};
