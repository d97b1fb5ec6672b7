/**
 * What goes wrong at the border to an add-on; `code` crosses it, the class does not.
 * `permission_missing` · `call_over`: its time is up · `package_replaced`: another version is installed · `draining` · `not_running` ·
 * `timeout`: the add-on did not answer · `threw`: it threw · `busy`: too many calls are waiting for it ·
 * `statement_refused` · `transaction_over` · `transaction_timeout` · `bad_value` · `statement_timeout` · `too_many_rows` · `bad_answer`
 */
export type AddonErrorCode =
  | 'permission_missing'
  | 'call_over'
  | 'package_replaced'
  | 'draining'
  | 'not_running'
  | 'timeout'
  | 'threw'
  | 'busy'
  | 'statement_refused'
  | 'transaction_over'
  | 'transaction_timeout'
  | 'bad_value'
  | 'statement_timeout'
  | 'too_many_rows'
  | 'bad_answer';

export class AddonError extends Error {
  readonly code: AddonErrorCode;
  constructor(code: AddonErrorCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}

const passing: readonly unknown[] = [
  'timeout',
  'statement_timeout',
  'transaction_timeout',
  'busy',
  'draining',
  'package_replaced',
] satisfies AddonErrorCode[];

/** Whether the same question may be answered a moment later; what an add-on gets wrong it will get wrong again. */
export function isPassing(code: string | null): boolean {
  return passing.includes(code);
}

/** The code of an error from either side of the border. */
export function codeOf(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}
