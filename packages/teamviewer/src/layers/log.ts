import type { Layer } from '../core/call.ts';
import { isTeamViewerError } from '../errors.ts';
import type { Clock, Log } from '../transport.ts';

/** Writes one line for each request: `debug` when it went well, `warn` when it did not. No query, body, token or header is logged, and no id out of the path. */
export function withLog(log: Log, clock: Clock): Layer {
  return (next) => async (call) => {
    const started = clock.now();
    const fields = () => ({
      function: call.fn.name,
      priority: call.priority,
      milliseconds: Math.round(started.until(clock.now()).total('milliseconds')),
    });
    try {
      const answer = await next(call);
      log.debug?.('TeamViewer answered', { ...fields(), status: answer.status });
      return answer;
    } catch (error) {
      log.warn('TeamViewer call failed', { ...fields(), ...described(error) });
      throw error;
    }
  };
}

function described(error: unknown): Record<string, unknown> {
  if (!isTeamViewerError(error)) return { code: 'unexpected' };
  const { code, status, vendor, effectUnknown } = error;
  return { code, status, error: vendor?.error, signature: vendor?.error_signature, effectUnknown };
}
