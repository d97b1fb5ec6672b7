import { createApi, type TeamViewerOptions } from './api.ts';
import type { CallOptions } from './core/call.ts';
import { type Account, account, ping } from './resources/account.ts';
import { createGroups, type Groups } from './resources/groups.ts';
import { createReports, type Reports } from './resources/reports.ts';
import { createSessions, type Sessions } from './resources/sessions.ts';

/**
 * A client for one connection. Every method rejects with {@link TeamViewerError} and with nothing else, wrong ids
 * apart (`TypeError` for an empty one).
 */
export interface TeamViewer {
  /** Whether TeamViewer accepts the current token; never renews one. */
  ping(options?: CallOptions): Promise<boolean>;
  /** Whose token it is. Needs a permission outside the eleven. */
  account(options?: CallOptions): Promise<Account>;
  readonly sessions: Sessions;
  readonly groups: Groups;
  readonly reports: Reports;
}

/** Builds a client. Nothing is sent before the first call, and nothing is shared with other clients. */
export function createTeamViewer(options: TeamViewerOptions): TeamViewer {
  const api = createApi(options);
  return {
    ping: (own) => ping(api, own),
    account: (own) => account(api, own),
    sessions: createSessions(api),
    groups: createGroups(api),
    reports: createReports(api),
  };
}
