import type { Host, RunContext, RunOutcome } from '@fernwart/addon-kit';
import { sayIn } from '../shared/words.ts';

/** Ends a run of the synchronisation with a sentence of its own, in the language of whoever pressed the button. */
export async function failSync(
  run: RunContext,
  host: Host,
  code: string,
  key: string,
  values: Record<string, string | number> = {},
): Promise<RunOutcome> {
  const person = run.trigger.personId === null ? null : await host.people.get(run.trigger.personId);
  await run.log('error', key, values);
  return { kind: 'failed', code, text: sayIn(host, person?.language ?? 'en')(key, values) };
}
