import type { Problem } from '@fernwart/contract';

/**
 * Why a call to the API did not do what was asked: a problem code of the contract, or
 * `unreachable` (no answer at all), `unexpected_answer` (an answer that the contract does not know).
 */
export class ApiError extends Error {
  readonly code: string;
  readonly problem: Problem | null;

  constructor(code: string, problem: Problem | null, options?: { cause?: unknown }) {
    super(problem?.detail ?? problem?.title ?? code, options);
    this.code = code;
    this.problem = problem;
  }
}

export function errorCode(error: unknown): string {
  return error instanceof ApiError ? error.code : 'unexpected';
}
