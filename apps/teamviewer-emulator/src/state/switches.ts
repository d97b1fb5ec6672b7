import { z } from 'zod';

/**
 * Every behaviour that the fact sheet leaves open (TV-13) is a named switch here, with the sheet's
 * default; each description says what the positions mean.
 */
export const switchesSchema = z.strictObject({
  grantError: z
    .enum(['invalid_grant', 'invalid_request'])
    .default('invalid_grant')
    .describe('Error name for a bad or used authorization code or refresh token'),
  grantErrorStatus: z
    .literal([400, 401])
    .default(400)
    .describe('Status for a bad or used code or refresh token'),
  clientErrorStatus: z
    .literal([400, 401])
    .default(401)
    .describe('Status of invalid_client: unknown client or wrong secret'),
  refreshTokenLifeDays: z
    .number()
    .positive()
    .nullable()
    .default(null)
    .describe('Days after which an unused refresh token dies; null for never'),
  refreshKeepsOldAccessToken: z
    .boolean()
    .default(true)
    .describe('Whether the previous access token works on after a refresh'),
  accessTokenLifeSeconds: z.number().int().positive().default(86_400).describe('Life of an access token'),
  denial: z
    .enum(['redirect', 'page'])
    .default('redirect')
    .describe('After Deny: redirect with error=access_denied, or only a page'),
  pkce: z
    .enum(['supported', 'ignored', 'required'])
    .default('supported')
    .describe('What happens to code_challenge'),
  displayPopup: z
    .enum(['optional', 'required'])
    .default('optional')
    .describe('Whether authorize insists on display=popup'),
  redirectUriMatch: z
    .enum(['exact', 'prefix'])
    .default('exact')
    .describe('How the redirect address is compared with the registered one'),
  tokenRedirectUri: z
    .enum(['checked', 'optional'])
    .default('optional')
    .describe('Whether the token call must repeat redirect_uri; a different one is refused either way'),
  usLoginHost: z
    .enum(['login.teamviewer.com', 'login.us.teamviewer.com'])
    .default('login.teamviewer.com')
    .describe('Login host in the browser links of sessions made at the US host'),
  revokeStatus: z.literal([200, 204]).default(200).describe('Status of POST /oauth2/revoke'),
  bearerWord: z
    .enum(['required', 'optional'])
    .default('required')
    .describe('Whether the Authorization header may lack the word Bearer'),
  pingInvalidToken: z
    .enum(['false', '401'])
    .default('false')
    .describe('GET /ping with a bad token: 200 and false, or 401'),
  quotas: z.enum(['enforced', 'off']).default('enforced').describe('Quota per function and token'),
  quotaPerWindow: z
    .number()
    .int()
    .positive()
    .nullable()
    .default(null)
    .describe('Calls per function and window instead of the licence figure; null for the licence figure'),
  tensorQuotaPerDay: z
    .number()
    .int()
    .positive()
    .nullable()
    .default(null)
    .describe('Tensor is not in the published table; null for no limit'),
  rateLimitWindow: z.enum(['fixed', 'sliding']).default('fixed').describe('How the quota window moves'),
  rateLimitStatus: z
    .literal([403, 429])
    .default(403)
    .describe('403 rate_limit_reached as documented, or 429'),
  rateLimitRetryAfter: z.boolean().default(false).describe('Whether a quota refusal carries Retry-After'),
  unknownSessionStatus: z.literal([404, 400]).default(404).describe('Status for an unknown session code'),
  expiredSessions: z
    .enum(['stay-open', 'close', 'close-without-date'])
    .default('stay-open')
    .describe('What state says after valid_until, and whether closed_at is set'),
  maximumValidityHours: z
    .number()
    .positive()
    .nullable()
    .default(null)
    .describe('Longest valid_until; null for no maximum'),
  reopenExpired: z
    .enum(['refused', 'allowed'])
    .default('refused')
    .describe('PUT state=open on an expired code'),
  deleteSession: z.enum(['close', 'remove']).default('close').describe('Effect of DELETE /sessions/{code}'),
  shortList: z
    .enum(['minimal', 'with-dates', 'full'])
    .default('minimal')
    .describe('Fields of GET /sessions without full_list'),
  ownSessions: z
    .enum(['assigned-or-created', 'assigned', 'created'])
    .default('assigned-or-created')
    .describe('Which sessions count as own'),
  sessionStateCase: z.enum(['Open', 'open']).default('Open').describe('Spelling of a session state'),
  sessionCodeWithoutDashes: z
    .enum(['refused', 'accepted'])
    .default('refused')
    .describe('Whether a session code in a path may lack its dashes'),
  sessionLimitBody: z
    .enum(['text', 'json'])
    .default('text')
    .describe('Form of the refusal at the licence cap on sessions'),
  enums: z
    .enum(['string', 'number'])
    .default('string')
    .describe('Session and manager types and manager permissions as names or numbers'),
  managedPageSize: z
    .number()
    .int()
    .positive()
    .max(10_000)
    .default(100)
    .describe('Rows a page under /managed; the real size is unknown'),
  managedIdSpelling: z
    .enum(['teamviewerId', 'TeamViewerId'])
    .default('teamviewerId')
    .describe('Spelling of the TeamViewer ID of a managed device'),
  managedLastSeen: z
    .enum(['offline-only', 'always'])
    .default('offline-only')
    .describe('Whether last_seen stands on devices that are online'),
  reportDelaySeconds: z
    .number()
    .min(0)
    .default(0)
    .describe('Time between the end of a connection and its report'),
  reportDeviceId: z
    .enum(['teamviewer-id', 'device-id', 'other'])
    .default('teamviewer-id')
    .describe('What deviceid of a report holds: the ID, d and digits, or an unrelated number'),
  reportBlankNames: z.boolean().default(false).describe('Reports with blank device name, group and notes'),
  reportToDate: z
    .enum(['start', 'end'])
    .default('start')
    .describe('to_date compares with the start or with the end of a connection'),
  reportSessionType: z
    .enum(['number', 'string'])
    .default('number')
    .describe('support_session_type of a report'),
  reportRemainingName: z
    .enum(['records_remaining', 'reports_remaining'])
    .default('records_remaining')
    .describe('Name of the count of records left'),
  eventLogMaximumDays: z
    .number()
    .positive()
    .nullable()
    .default(null)
    .describe('Longest span of one event log query; null for none'),
  monitoringParameterNames: z
    .enum(['prefixed', 'plain', 'both'])
    .default('prefixed')
    .describe('Query names of GET /monitoring/alarms'),
  unknownParameters: z
    .enum(['tolerated', 'refused'])
    .default('tolerated')
    .describe('Strict mode: 400 for parameters that nobody documented'),
  legacyEndpoints: z
    .enum(['present', 'gone'])
    .default('present')
    .describe('Whether /groups, /devices and /contacts still exist; no end date is known'),
  webMonitoring: z
    .enum(['present', 'withdrawn'])
    .default('present')
    .describe('Whether /webMonitoring still exists'),
});

export type Switches = z.infer<typeof switchesSchema>;
export type SwitchName = keyof Switches;

export function defaultSwitches(): Switches {
  return switchesSchema.parse({});
}

/** The switches after a partial change. Throws a ZodError that names an unknown switch or position. */
export function changeSwitches(current: Switches, change: unknown): Switches {
  const given = z.record(z.string(), z.unknown()).parse(change);
  return switchesSchema.parse({ ...current, ...given });
}
