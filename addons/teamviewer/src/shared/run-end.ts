import type { Host, Language, RunContext, RunOutcome } from '@fernwart/addon-kit';
import { type Trouble, troubleText } from './trouble.ts';
import { sayIn } from './words.ts';

/** Ends a run with its reason in plain words: in the language of whoever pressed the button, and in the log in every language. */
export async function failRun(run: RunContext, host: Host, trouble: Trouble): Promise<RunOutcome> {
  const person = run.trigger.personId === null ? null : await host.people.get(run.trigger.personId);
  const language: Language = person?.language ?? 'en';
  const text = troubleText(sayIn(host, language), language, trouble);
  await run.log(
    'error',
    trouble.right === undefined ? `trouble.${trouble.code}` : `run.missing.${trouble.right}`,
  );
  return { kind: 'failed', code: trouble.code, text };
}
