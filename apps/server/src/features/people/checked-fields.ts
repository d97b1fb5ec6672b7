import type { Language } from '@fernwart/contract';
import type { Tx } from '../../platform/db/database.ts';
import { Problem } from '../../platform/http/problem.ts';
import { findOpenTeams } from './team-store.ts';

/** Nobody is put into a team that is not there, or no longer in use. */
export async function assertOpenTeams(tx: Tx, ids: readonly string[]): Promise<void> {
  const wanted = new Set(ids);
  if ((await findOpenTeams(tx, [...wanted])).length === wanted.size) return;
  throw new Problem('invalid_input', {
    detail: {
      de: 'Eine dieser Rollen gibt es nicht, oder sie ist archiviert.',
      en: 'One of these teams does not exist, or is archived.',
    },
    errors: [{ path: 'teamIds', message: 'unknown team' }],
  });
}

export function loginTaken(language: Language, cause: unknown): Problem {
  const detail = { de: 'Dieser Anmeldename ist vergeben.', en: 'This login is taken.' };
  return new Problem('already_exists', {
    detail,
    errors: [{ path: 'login', message: detail[language] }],
    cause,
  });
}
