import { z } from 'zod';
import type { Api } from '../api.ts';
import { apiFunction } from '../core/api-function.ts';
import type { CallOptions } from '../core/call.ts';
import { TeamViewerError } from '../errors.ts';
import { misunderstood, openEnvelope } from '../shape/envelope.ts';
import type { RawRecord } from '../shape/raw-record.ts';
import { compact, recordReader } from '../shape/record-reader.ts';
import { choice, flag, text } from '../shape/values.ts';

const PING = apiFunction('GET /ping');
const ACCOUNT = apiFunction('GET /account');

/** The account that a token belongs to (facts §4 [C]). */
export interface Account {
  readonly userId: string;
  readonly name?: string;
  readonly email?: string;
  readonly companyName?: string;
  readonly emailValidated?: boolean;
  /** A language code, or `auto`. */
  readonly language?: string;
  readonly licenceType?: string;
  readonly raw: RawRecord;
}

const licenceSchema = z.looseObject({ type: text.optional().catch(undefined) });

const accountReader = recordReader({
  name: 'account',
  schema: z.object({
    userid: text,
    name: text.optional(),
    email: text.optional(),
    company_name: text.optional(),
    email_validated: flag.optional(),
    email_language: text.optional(),
    license: licenceSchema.optional(),
  }),
  alsoKnown: [
    'profilepicture_url',
    'available_licenses',
    'custom_field_has_paid_license',
    'social_login_identity_issuer',
    'permissions',
  ],
  present: (fields, raw): Account =>
    compact({
      userId: fields.userid,
      name: fields.name,
      email: fields.email,
      companyName: fields.company_name,
      emailValidated: fields.email_validated,
      language: fields.email_language,
      licenceType: fields.license?.type,
      raw,
    }),
});

const tokenState = choice(['true', 'false']);

/**
 * Whether TeamViewer accepts the current token. It never renews one: a refusal and `token_valid: false` both give
 * `false` (facts §4 [C]; which of them a bad token gets is [L]).
 */
export async function ping(api: Api, options?: CallOptions): Promise<boolean> {
  try {
    const answer = await api.probe(PING, {}, options);
    const valid = openEnvelope(PING.name, answer.json).get('token_valid');
    return tokenState.safeParse(String(valid)).data === 'true';
  } catch (error) {
    if (error instanceof TeamViewerError && error.code === 'sign_in_again' && error.status === 401)
      return false;
    throw error;
  }
}

/** `GET /account`. Needs `Account.Read`, which is not among the eleven permissions (facts §2.4 note [L]). */
export async function account(api: Api, options?: CallOptions): Promise<Account> {
  const answer = await api.send(ACCOUNT, {}, options);
  const read = api.reading(ACCOUNT, (tally) => accountReader.read(answer.json, tally));
  if (read === undefined) throw misunderstood(ACCOUNT.name);
  return read;
}
