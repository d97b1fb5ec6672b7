import type { Turn } from '@fernwart/contract';
import { onlineManager } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { ApiError } from '../app/api/api-error.ts';

export interface ProblemText {
  readonly title: string;
  readonly detail: string | undefined;
  readonly turn: Turn;
  readonly requestId: string | undefined;
  readonly fields: readonly { path: string; message: string }[];
}

/** What is to be said of an error: the server's words, or ours when it had none. */
export function problemText(error: unknown, t: TFunction): ProblemText {
  const problem = error instanceof ApiError ? error.problem : null;
  if (problem) {
    return {
      title: problem.title,
      detail: problem.detail,
      turn: problem.turn,
      requestId: problem.instance,
      fields: problem.errors ?? [],
    };
  }
  // A page whose code could not be loaded is an error of another kind: without a network there is nothing to it.
  const unreachable =
    (error instanceof ApiError && error.code === 'unreachable') || !onlineManager.isOnline();
  return {
    title: unreachable ? t('problem.unreachable') : t('problem.unexpected'),
    detail: unreachable ? t('problem.unreachableDetail') : t('problem.unexpectedDetail'),
    turn: unreachable ? 'theirs' : 'ours',
    requestId: undefined,
    fields: [],
  };
}
