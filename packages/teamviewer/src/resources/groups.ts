import { z } from 'zod';
import type { Api } from '../api.ts';
import { apiFunction, ONE_PAGE } from '../core/api-function.ts';
import type { CallOptions } from '../core/call.ts';
import type { Listing } from '../paging/listing.ts';
import { misunderstood } from '../shape/envelope.ts';
import type { RawRecord } from '../shape/raw-record.ts';
import { compact, recordReader } from '../shape/record-reader.ts';
import { flag, text } from '../shape/values.ts';
import { listOf, UNPAGED } from './list-of.ts';

const LIST = apiFunction('GET /groups', { maxBytes: ONE_PAGE });
const GET = apiFunction('GET /groups/{id}', { unknownIdMayBe400: true });
const LIST_OF_USER = apiFunction('GET /users/{id}/groups', { maxBytes: ONE_PAGE });

/** A group of the legacy computers & contacts list (facts §6 [C]); `POST /sessions` still needs one. */
export interface Group {
  /** `g…` */
  readonly id: string;
  readonly name?: string;
  readonly policyId?: string;
  /** Only for groups shared with the token's user. */
  readonly ownerUserId?: string;
  readonly ownerName?: string;
  /** As sent; values beyond `read`, `readwrite`, `full` are unknown ([U]). */
  readonly permissions?: string;
  readonly sharedWith: readonly GroupShare[];
  readonly raw: RawRecord;
}

/** Somebody an own group is shared with. */
export interface GroupShare {
  readonly userId?: string;
  readonly name?: string;
  readonly permissions?: string;
  readonly pending?: boolean;
}

/** Which groups to list. */
export interface GroupFilter {
  /** A part of the name. */
  readonly name?: string;
  readonly shared?: boolean;
}

/** Legacy groups. Neither list has pages. */
export interface Groups {
  /** `GET /groups`. */
  list(filter?: GroupFilter, options?: CallOptions): Listing<Group>;
  /** `GET /users/{id}/groups`: another user's, with a company-level token (facts §5.7 [C: M, NS]). */
  ofUser(userId: string, options?: CallOptions): Listing<Group>;
  /** `GET /groups/{id}`. */
  get(id: string, options?: CallOptions): Promise<Group>;
}

const missing = undefined;
const shareSchema = z.object({
  userid: text.optional().catch(missing),
  name: text.optional().catch(missing),
  permissions: text.optional().catch(missing),
  pending: flag.optional().catch(missing),
});
const ownerSchema = z.object({
  userid: text.optional().catch(missing),
  name: text.optional().catch(missing),
});

const groupReader = recordReader({
  name: 'group',
  schema: z.object({
    id: text,
    name: text.optional(),
    policy_id: text.optional(),
    permissions: text.optional(),
    owner: ownerSchema.optional(),
    shared_with: z.array(shareSchema).optional(),
  }),
  expected: ['name'],
  present: (fields, raw): Group => ({
    ...compact({
      name: fields.name,
      policyId: fields.policy_id,
      permissions: fields.permissions,
      ownerUserId: fields.owner?.userid,
      ownerName: fields.owner?.name,
    }),
    id: fields.id,
    sharedWith: (fields.shared_with ?? []).map(({ userid, name, permissions, pending }) =>
      compact({ userId: userid, name, permissions, pending }),
    ),
    raw,
  }),
});

export function createGroups(api: Api): Groups {
  const list = {
    style: UNPAGED,
    member: 'groups',
    reader: groupReader,
    identify: (group: Group) => group.id,
  };
  return {
    list: ({ name, shared } = {}, options) => {
      const query = () => ({ name, shared: shared === undefined ? undefined : String(shared) });
      return listOf(api, { ...list, fn: LIST, query }, options);
    },
    ofUser: (userId, options) => listOf(api, { ...list, fn: LIST_OF_USER, params: { id: userId } }, options),
    async get(id, options) {
      const answer = await api.send(GET, { params: { id } }, options);
      const group = api.reading(GET, (tally) => groupReader.read(answer.json, tally));
      if (group === undefined) throw misunderstood(GET.name);
      return group;
    },
  };
}
