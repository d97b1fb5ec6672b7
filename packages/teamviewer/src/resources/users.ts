import { z } from 'zod';
import type { Api } from '../api.ts';
import { apiFunction, ONE_PAGE } from '../core/api-function.ts';
import type { CallOptions } from '../core/call.ts';
import type { Listing } from '../paging/listing.ts';
import { misunderstood } from '../shape/envelope.ts';
import { type OnlineState, onlineState } from '../shape/online-state.ts';
import type { RawRecord } from '../shape/raw-record.ts';
import { compact, recordReader } from '../shape/record-reader.ts';
import { flag, instant, text } from '../shape/values.ts';
import { listOf, UNPAGED } from './list-of.ts';

const LIST = apiFunction('GET /users', { maxBytes: ONE_PAGE });
const GET = apiFunction('GET /users/{id}', { unknownIdMayBe400: true });

/** A user of the company (facts §10 [C]); members from `active` on come with the full list only. */
export interface User {
  /** `u…`; what a session's `assignedUserId` takes. */
  readonly id: string;
  readonly name?: string;
  readonly email?: string;
  readonly roleId?: string;
  readonly active?: boolean;
  readonly lastAccessAt?: Temporal.Instant;
  /** Whether this user's connections are recorded at all. */
  readonly logsSessions?: boolean;
  readonly onlineState: OnlineState;
  readonly raw: RawRecord;
}

/** Which users to list. */
export interface UserFilter {
  readonly name?: string;
  readonly emails?: readonly string[];
  /** Default true. */
  readonly fullList?: boolean;
}

/** Users of the company; outside the eleven permissions (`Users.Read`, facts §2.4 [C]). The list has no pages. */
export interface Users {
  /** `GET /users`. */
  list(filter?: UserFilter, options?: CallOptions): Listing<User>;
  /** `GET /users/{id}`. */
  get(id: string, options?: CallOptions): Promise<User>;
}

const userReader = recordReader({
  name: 'user',
  schema: z.object({
    id: text,
    name: text.optional(),
    email: text.optional(),
    userRoleId: text.optional(),
    active: flag.optional(),
    last_access_date: instant.optional(),
    log_sessions: flag.optional(),
    online_state: onlineState.optional(),
  }),
  expected: ['name', 'email'],
  alsoKnown: [
    'permissions',
    'show_comment_window',
    'sso_status',
    'tfa_enforcement',
    'tfa_enabled',
    'activated_license_id',
    'activated_license_name',
    'activated_subLicense_name',
    'activated_meeting_license_key',
    'custom_quicksupport_id',
    'custom_quickjoin_id',
  ],
  present: (fields, raw): User => ({
    ...compact({
      name: fields.name,
      email: fields.email,
      roleId: fields.userRoleId,
      active: fields.active,
      lastAccessAt: fields.last_access_date,
      logsSessions: fields.log_sessions,
    }),
    id: fields.id,
    onlineState: fields.online_state ?? 'unknown',
    raw,
  }),
});

export function createUsers(api: Api): Users {
  return {
    list: (filter = {}, options) => {
      const query = () => ({
        name: filter.name,
        email: filter.emails?.join(','),
        full_list: String(filter.fullList ?? true),
      });
      const request = { fn: LIST, style: UNPAGED, query, member: 'users', reader: userReader };
      return listOf(api, { ...request, identify: (user) => user.id }, options);
    },
    async get(id, options) {
      const answer = await api.send(GET, { params: { id } }, options);
      const user = api.reading(GET, (tally) => userReader.read(answer.json, tally));
      if (user === undefined) throw misunderstood(GET.name);
      return user;
    },
  };
}
