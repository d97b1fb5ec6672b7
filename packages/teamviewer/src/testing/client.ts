import type { TeamViewerOptions } from '../api.ts';
import { isTeamViewerError, type TeamViewerError } from '../errors.ts';
import type { Drift } from '../shape/drift.ts';
import { createTeamViewer, type TeamViewer } from '../teamviewer.ts';
import type { TokenSource } from '../tokens.ts';
import { createFakeClock, type FakeClock } from './fake-clock.ts';
import { createScript, type Script, type ScriptedStep, TEST_BASE } from './script.ts';

/** A client in front of a scripted network. */
export interface TestClient {
  readonly tv: TeamViewer;
  readonly script: Script;
  readonly clock: FakeClock;
  readonly drift: readonly Drift[];
  readonly renewals: readonly number[];
}

export function createTestClient(
  steps: readonly ScriptedStep[],
  options: Partial<TeamViewerOptions> = {},
): TestClient {
  const script = createScript(steps);
  const clock = createFakeClock({ impatient: true });
  const drift: Drift[] = [];
  const { tokens, renewals } = createTestTokens();
  const tv = createTeamViewer({
    transport: script.transport,
    clock,
    tokens,
    baseUrl: TEST_BASE,
    onDrift: (one) => drift.push(one),
    ...options,
  });
  return { tv, script, clock, drift, renewals };
}

/** Gives `token-1` and, each time it is asked to renew, the next one. */
export function createTestTokens(): { tokens: TokenSource; renewals: number[] } {
  const renewals: number[] = [];
  let generation = 1;
  const current = () => ({ value: `token-${generation}`, generation });
  return {
    renewals,
    tokens: {
      current: async () => current(),
      async renew(failed) {
        renewals.push(failed);
        generation = failed + 1;
        return current();
      },
    },
  };
}

/** The error a promise rejects with; fails the test when it resolves or rejects with something else. */
export async function failureOf(work: Promise<unknown>): Promise<TeamViewerError> {
  try {
    await work;
  } catch (error) {
    if (isTeamViewerError(error)) return error;
    throw error;
  }
  throw new Error('It was expected to fail and did not.');
}
