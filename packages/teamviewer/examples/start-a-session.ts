import { createTeamViewer, isTeamViewerError, type Session, type TeamViewer } from '@fernwart/teamviewer';
import { fetchTransport, systemClock } from './fetch-transport.ts';

/** A script token never changes, so that there is nothing to renew. */
export function clientForScriptToken(token: string, baseUrl?: string): TeamViewer {
  return createTeamViewer({
    transport: fetchTransport,
    clock: systemClock,
    tokens: {
      current: async () => ({ value: token, generation: 1 }),
      renew: () => Promise.reject(Object.assign(new Error('refused'), { code: 'sign_in_again' })),
    },
    ...(baseUrl === undefined ? {} : { baseUrl }),
  });
}

/** Creates a session, or finds the one that a lost answer has left behind. */
export async function startSession(tv: TeamViewer, groupId: string, key: string): Promise<Session> {
  try {
    return await tv.sessions.create({ groupId, customApi: key });
  } catch (error) {
    if (!isTeamViewerError(error) || !error.effectUnknown) throw error;
    for await (const session of tv.sessions.list({ groupId })) if (session.customApi === key) return session;
    throw error;
  }
}

/** What to tell a person about a failure, in the words of TeamViewer's own form. */
export function explain(error: unknown): string {
  if (!isTeamViewerError(error)) return 'Something unexpected happened.';
  switch (error.code) {
    case 'missing_right':
      return `The app lacks “${error.right?.group.en}: ${error.right?.entry.en}”.`;
    case 'slow_down':
      return `TeamViewer wants no more calls until ${error.until?.toString()}.`;
    case 'sign_in_again':
      return 'Connect to TeamViewer again.';
    case 'session_limit':
      return 'The licence allows no more sessions at a time.';
    case 'try_later':
    case 'not_found':
    case 'bad_request':
    case 'our_fault':
      return error.message;
  }
}
