import { z } from 'zod';
import type { Api } from '../api.ts';
import { apiFunction, ONE_PAGE } from '../core/api-function.ts';
import type { CallOptions } from '../core/call.ts';
import type { Listing } from '../paging/listing.ts';
import { type OnlineState, onlineState } from '../shape/online-state.ts';
import type { RawRecord } from '../shape/raw-record.ts';
import { compact, recordReader } from '../shape/record-reader.ts';
import { text } from '../shape/values.ts';
import { listOf, UNPAGED } from './list-of.ts';

const LIST = apiFunction('GET /contacts', { maxBytes: ONE_PAGE });

/** Somebody in the contact list (facts §6 [C]). */
export interface Contact {
  /** `c…`; contacts that are accounts may look different (facts §1.1 [C]). */
  readonly id: string;
  readonly userId?: string;
  readonly name?: string;
  readonly email?: string;
  readonly groupId?: string;
  readonly description?: string;
  readonly onlineState: OnlineState;
  readonly raw: RawRecord;
}

/** Which contacts to list. */
export interface ContactFilter {
  readonly name?: string;
  readonly onlineState?: Exclude<OnlineState, 'unknown'>;
  readonly emails?: readonly string[];
  readonly groupId?: string;
}

/** Contacts; the list has no pages. Open invitations are not read. */
export interface Contacts {
  /** `GET /contacts`. */
  list(filter?: ContactFilter, options?: CallOptions): Listing<Contact>;
}

const contactReader = recordReader({
  name: 'contact',
  schema: z.object({
    contact_id: text,
    user_id: text.optional(),
    name: text.optional(),
    email: text.optional(),
    groupid: text.optional(),
    description: text.optional(),
    online_state: onlineState.optional(),
  }),
  expected: ['name', 'groupid'],
  alsoKnown: ['profilepicture_url', 'supported_features'],
  present: (fields, raw): Contact => ({
    ...compact({
      userId: fields.user_id,
      name: fields.name,
      email: fields.email,
      groupId: fields.groupid,
      description: fields.description,
    }),
    id: fields.contact_id,
    onlineState: fields.online_state ?? 'unknown',
    raw,
  }),
});

export function createContacts(api: Api): Contacts {
  return {
    list: (filter = {}, options) => {
      const query = () => ({
        name: filter.name,
        online_state: filter.onlineState,
        email: filter.emails?.join(','),
        groupid: filter.groupId,
      });
      const request = { fn: LIST, style: UNPAGED, query, member: 'contacts', reader: contactReader };
      return listOf(api, { ...request, identify: (contact) => contact.id }, options);
    },
  };
}
