import {
  type Language,
  type Problem as ProblemDocument,
  type ProblemKind,
  problemKinds,
} from '@fernwart/contract';
import type { Problem } from './problem.ts';

/** The RFC 9457 document of a problem, in one reader's language. */
export function problemDocument(problem: Problem, language: Language, requestId: string): ProblemDocument {
  const kind: ProblemKind = problemKinds[problem.code];
  return {
    type: `/problems/${problem.code}`,
    title: kind.title[language],
    status: kind.status,
    ...(problem.detail ? { detail: problem.detail[language] } : {}),
    code: problem.code,
    turn: kind.turn,
    instance: requestId,
    ...(problem.errors ? { errors: [...problem.errors] } : {}),
  };
}
