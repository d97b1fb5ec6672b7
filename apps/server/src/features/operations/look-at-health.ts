import type { Clock } from '../../platform/clock/clock.ts';
import type { Log } from '../../platform/log/log.ts';
import type { HealthCheck, HealthFinding, HealthState } from './operations.ts';

const patience = Temporal.Duration.from({ seconds: 2 });

export interface CheckedHealth {
  readonly check: HealthCheck;
  readonly finding: HealthFinding;
}

/** Asks all of these at once; what does not answer is failing, and never fails the others. */
export function lookAtHealth(
  checks: readonly HealthCheck[],
  deps: { clock: Clock; log: Log },
): Promise<CheckedHealth[]> {
  return Promise.all(checks.map(async (check) => ({ check, finding: await find(check, deps) })));
}

export function worst(states: readonly HealthState[]): HealthState {
  if (states.includes('failing')) return 'failing';
  return states.includes('warning') ? 'warning' : 'ok';
}

async function find(check: HealthCheck, { clock, log }: { clock: Clock; log: Log }): Promise<HealthFinding> {
  const answered = new AbortController();
  try {
    const found = await Promise.race([
      check.check(),
      clock.sleep(patience, answered.signal).then(() => silent),
    ]);
    return found;
  } catch (error) {
    log.warn('A health check failed', { check: check.id, error });
    return broken;
  } finally {
    answered.abort();
  }
}

const silent: HealthFinding = {
  state: 'failing',
  text: { de: 'Keine Antwort innerhalb von zwei Sekunden.', en: 'No answer within two seconds.' },
  remedy: null,
};
const broken: HealthFinding = {
  state: 'failing',
  text: { de: 'Die Prüfung ist fehlgeschlagen.', en: 'The check failed.' },
  remedy: { de: 'Der Grund steht im Protokoll des Servers.', en: 'The reason stands in the server’s log.' },
};
