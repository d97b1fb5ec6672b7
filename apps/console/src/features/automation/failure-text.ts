import type { RunDetail } from '@fernwart/contract';

/** Why a run failed, in the reader's language where its log says it, else as it was recorded. */
export function failureText(run: RunDetail): string | null {
  if (run.state !== 'failed') return null;
  return run.log.findLast(({ level }) => level === 'error')?.text ?? run.errorText;
}
