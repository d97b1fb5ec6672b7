import type { Clock, Transport } from '@fernwart/teamviewer';
import { type Dispatcher, request } from 'undici';

/** The client's transport on undici: no redirects, no retries, nothing but the request. */
export function undiciTransport(dispatcher?: Dispatcher): Transport {
  return async ({ url, ...rest }) => {
    const { statusCode, headers, body } = await request(url, {
      ...rest,
      ...(dispatcher ? { dispatcher } : {}),
    });
    return { status: statusCode, header: (name) => [headers[name.toLowerCase()]].flat()[0], body };
  };
}

/** Real sleeping on a time that can be moved ahead; the emulator is started on the same `now`. */
export interface MovableClock extends Clock {
  move(duration: Temporal.DurationLike): void;
}

export function createMovableClock(): MovableClock {
  let ahead = Temporal.Duration.from({ seconds: 0 });
  return {
    now: () => Temporal.Now.instant().add(ahead),
    move(duration) {
      ahead = ahead.add(duration);
    },
    sleep: (duration, signal) =>
      new Promise((resolve, reject) => {
        const stop = () => {
          clearTimeout(timer);
          reject(signal?.reason);
        };
        const timer = setTimeout(() => {
          signal?.removeEventListener('abort', stop);
          resolve();
        }, duration.total('milliseconds'));
        signal?.addEventListener('abort', stop, { once: true });
      }),
  };
}
