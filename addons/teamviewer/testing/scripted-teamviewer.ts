import type { Clock, HttpRequest } from '@fernwart/addon-kit';
import type { HarnessNetwork } from '@fernwart/addon-kit/harness';

interface ScriptedSession {
  readonly code: string;
  state: 'Open' | 'Closed';
  readonly custom_api: string;
  readonly created_at: string;
  readonly valid_until: string;
  online: boolean;
  readonly end_customer_link: string;
  readonly supporter_link: string;
  readonly webclient_supporter_link: string;
  readonly groupid: string;
}

/** Functions that are only asked whether they may be. */
const fixedAnswers: Readonly<Record<string, unknown>> = {
  'GET /ping': { token_valid: true },
  'GET /contacts': { contacts: [] },
  'POST /EventLogging': { AuditEvents: [], ContinuationToken: null },
  'GET /managed/groups': { resources: [] },
  'GET /webMonitoring/browsers': [],
  'GET /monitoring/devices': [],
};

type Reply = { status: number; json?: unknown };

function written({ status, json }: Reply): { status: number; body?: string } {
  return json === undefined ? { status } : { status, body: JSON.stringify(json) };
}

/**
 * As much of TeamViewer as the add-on's tests script: tokens that rotate, sessions, reports. A `fault` answers instead,
 * or throws like a broken connection; `afterwards` lets the effect happen first and spoils the answer.
 */
export interface ScriptedTeamViewer {
  readonly network: HarnessNetwork;
  readonly sessions: ScriptedSession[];
  readonly reports: Record<string, unknown>[];
  groups: Record<string, unknown>[];
  accessToken: string;
  refreshToken: string;
  refreshes: number;
  code: string | null;
  readonly calls: string[];
  fault: ((call: string, request: HttpRequest) => Reply | Promise<Reply> | undefined) | null;
  afterwards: ((call: string) => void) | null;
  open(): ScriptedSession[];
}

export function scriptedTeamViewer(clock: Clock): ScriptedTeamViewer {
  let issued = 0;
  const issue = (): Reply => {
    issued += 1;
    tv.accessToken = `480011-AccessToken${String(issued).padStart(10, '0')}`;
    tv.refreshToken = `480011-Refresh${issued}`;
    return {
      status: 200,
      json: {
        access_token: tv.accessToken,
        refresh_token: tv.refreshToken,
        token_type: 'bearer',
        expires_in: 86_400,
      },
    };
  };

  function token(request: HttpRequest): Reply {
    const form = new URLSearchParams(request.body ?? '');
    const refused: Reply = { status: 400, json: { error: 'invalid_grant' } };
    if (form.get('grant_type') === 'authorization_code') {
      if (tv.code === null || form.get('code') !== tv.code) return refused;
      tv.code = null;
      return issue();
    }
    tv.refreshes += 1;
    return form.get('refresh_token') === tv.refreshToken ? issue() : refused;
  }

  function createSession(request: HttpRequest): Reply {
    const body = JSON.parse(request.body ?? '{}') as Record<string, string>;
    const digits = String(100_000_000 + tv.sessions.length * 7 + 1).slice(1);
    const plain = `s${digits}1`;
    const session: ScriptedSession = {
      code: `s${plain.slice(1, 4)}-${plain.slice(4, 7)}-${plain.slice(7)}`,
      state: 'Open',
      custom_api: body['custom_api'] ?? '',
      created_at: clock.now().toString({ smallestUnit: 'second' }),
      valid_until: body['valid_until'] ?? clock.now().add({ hours: 24 }).toString({ smallestUnit: 'second' }),
      online: false,
      end_customer_link: `https://get.teamviewer.com/v15/${plain}`,
      supporter_link: `https://get.teamviewer.com/v15/${plain}-Ab12Cd34Ef56`,
      webclient_supporter_link: `https://login.teamviewer.com/Connect/IndexByol?sessioncode=${plain}&servicequeuetoken=Ab12Cd34Ef56`,
      groupid: body['groupid'] ?? '',
    };
    tv.sessions.push(session);
    return { status: 200, json: session };
  }

  function listSessions(url: URL): Reply {
    const states = (url.searchParams.get('state') ?? 'open').split(',');
    const sessions = tv.sessions
      .filter((session) => states.includes(session.state.toLowerCase()))
      .toReversed();
    return { status: 200, json: { sessions } };
  }

  function listReports(url: URL): Reply {
    const code = url.searchParams.get('session_code');
    const [from, to] = [url.searchParams.get('from_date'), url.searchParams.get('to_date')];
    const records = tv.reports.filter((report) => {
      const start = String(report['start_date']);
      if (code !== null && report['session_code'] !== code) return false;
      return (from === null || start >= from) && (to === null || start < to);
    });
    const offset = url.searchParams.get('offset_id');
    const begin = offset === null ? 0 : records.findIndex((report) => report['id'] === offset) + 1;
    const page = records.slice(begin, begin + 1000);
    const remaining = records.length - begin - page.length;
    const more = remaining > 0 ? { records_remaining: remaining, next_offset: page.at(-1)?.['id'] } : {};
    return { status: 200, json: { records: page, ...more } };
  }

  function reply(call: string, request: HttpRequest, url: URL): Reply {
    if (call === 'POST /oauth2/token') return token(request);
    if (request.headers?.['authorization'] !== `Bearer ${tv.accessToken}`)
      return { status: 401, json: { error: 'token_expired' } };
    if (call === 'POST /oauth2/revoke') {
      tv.accessToken = 'revoked';
      return { status: 204 };
    }
    if (call === 'GET /account') return { status: 403, json: { error: 'invalid_permission' } };
    if (call === 'GET /groups') return { status: 200, json: { groups: tv.groups } };
    const fixed = fixedAnswers[call];
    if (fixed !== undefined) return { status: 200, json: fixed };
    if (call === 'POST /sessions') return createSession(request);
    if (call === 'GET /sessions') return listSessions(url);
    if (call === 'GET /reports/connections') return listReports(url);
    const code = /^(?:GET|PUT) \/sessions\/(.+)$/.exec(call)?.[1];
    const session = tv.sessions.find((one) => one.code === code);
    if (session !== undefined && call.startsWith('GET')) return { status: 200, json: session };
    if (session !== undefined) {
      session.state = 'Closed';
      return { status: 204 };
    }
    return { status: 404, json: { error: 'not_found' } };
  }

  const tv: ScriptedTeamViewer = {
    async network(request) {
      const url = new URL(request.url);
      const call = `${request.method} ${url.pathname.replace('/api/v1', '')}`;
      tv.calls.push(call);
      const fault = tv.fault?.(call, request);
      if (fault !== undefined) return written(await fault);
      const answer = reply(call, request, url);
      tv.afterwards?.(call);
      return written(answer);
    },
    sessions: [],
    reports: [],
    groups: [
      { id: 'g900', name: 'Other' },
      { id: 'g27203254', name: 'Service Desk' },
    ],
    accessToken: '480011-AccessToken0000000000',
    refreshToken: '480011-Refresh0',
    refreshes: 0,
    code: null,
    calls: [],
    fault: null,
    afterwards: null,
    open: () => tv.sessions.filter((session) => session.state === 'Open'),
  };
  return tv;
}
