import type { Api } from '../api.ts';
import { apiFunction, ONE_PAGE } from '../core/api-function.ts';
import type { CallOptions } from '../core/call.ts';
import type { Listing } from '../paging/listing.ts';
import { misunderstood } from '../shape/envelope.ts';
import { BY_SESSION_CODE, listOf } from './list-of.ts';
import { type Session, sessionReader, shortSessionReader } from './session.ts';
import {
  type NewSession,
  newSessionBody,
  type SessionChange,
  sessionChangeBody,
  sessionCode,
} from './session-input.ts';

const CREATE = apiFunction('POST /sessions');
const LIST = apiFunction('GET /sessions', { maxBytes: ONE_PAGE });
const GET = apiFunction('GET /sessions/{code}', { unknownIdMayBe400: true });
const UPDATE = apiFunction('PUT /sessions/{code}');
const CLOSE = apiFunction('PUT /sessions/{code}', { unknownIdMayBe400: true });

/** Which sessions to list (facts §5.3 [C]). */
export interface SessionFilter {
  readonly groupId?: string;
  readonly assignedUserId?: string;
  /** TeamViewer lists open sessions only unless both are asked for (facts §12.4 [C]); the default here is both. */
  readonly state?: readonly ('open' | 'closed')[];
  /** False asks for the short list, whose members are unknown ([U]). Default true. */
  readonly fullList?: boolean;
}

/** Attended sessions. */
export interface Sessions {
  /**
   * `POST /sessions`; never repeated after it may have taken effect. Rejects with `session_limit` when the licence
   * allows no more, and with `effectUnknown` when the answer was lost: look for `customApi` before making another.
   */
  create(input: NewSession, options?: CallOptions): Promise<Session>;
  /** `GET /sessions`, newest first, at most 1000 a page; the cursor is a session's code. */
  list(filter?: SessionFilter, options?: CallOptions): Listing<Session>;
  /** `GET /sessions/{code}`. Rejects with `not_found` for an unknown code, whether TeamViewer says 404 or 400 ([U]). */
  get(code: string, options?: CallOptions): Promise<Session>;
  /** `PUT /sessions/{code}`. */
  update(code: string, change: SessionChange, options?: CallOptions): Promise<void>;
  /**
   * Closes a session by `PUT … {"state":"closed"}`; what DELETE does is unknown (facts §5.6 [U]). Rejects with
   * `not_found` for an unknown code.
   */
  close(code: string, options?: CallOptions): Promise<void>;
}

export function createSessions(api: Api): Sessions {
  return {
    async create(input, options) {
      const answer = await api.send(CREATE, { json: newSessionBody(CREATE.name, input) }, options);
      const session = api.reading(CREATE, (tally) => sessionReader.read(answer.json, tally));
      if (session === undefined) throw misunderstood(CREATE.name, true);
      return session;
    },

    list: (filter = {}, options) =>
      listOf(
        api,
        {
          fn: LIST,
          style: BY_SESSION_CODE,
          query: () => listQuery(filter),
          member: 'sessions',
          reader: filter.fullList === false ? shortSessionReader : sessionReader,
          identify: (session) => session.code,
        },
        options,
      ),

    async get(code, options) {
      const answer = await api.send(GET, { params: { code: sessionCode(GET.name, code) } }, options);
      const session = api.reading(GET, (tally) => sessionReader.read(answer.json, tally));
      if (session === undefined) throw misunderstood(GET.name);
      return session;
    },

    async update(code, change, options) {
      const json = sessionChangeBody(UPDATE.name, change);
      await api.send(UPDATE, { params: { code: sessionCode(UPDATE.name, code) }, json }, options);
    },

    async close(code, options) {
      const params = { code: sessionCode(CLOSE.name, code) };
      await api.send(CLOSE, { params, json: { state: 'closed' } }, options);
    },
  };
}

function listQuery(filter: SessionFilter): Record<string, string | undefined> {
  return {
    groupid: filter.groupId,
    assigned_userid: filter.assignedUserId,
    state: (filter.state ?? ['open', 'closed']).join(','),
    full_list: String(filter.fullList ?? true),
  };
}
