export {
  BASE_URL,
  DEFAULT_DEADLINE,
  type LimiterOptions,
  type TeamViewerOptions,
  US_BASE_URL,
} from './api.ts';
export type { CallOptions, Priority } from './core/call.ts';
export {
  isTeamViewerError,
  TeamViewerError,
  type TeamViewerErrorCode,
  type TeamViewerErrorDetails,
  type VendorError,
} from './errors.ts';
export { formatInstant, parseInstant } from './instant.ts';
export type { RetryPolicy } from './layers/retry.ts';
export {
  createMemoryLimiterStore,
  type LimiterCell,
  type LimiterState,
  type LimiterStep,
  type LimiterStore,
} from './limiter/limiter-store.ts';
export { LICENCE_QUOTAS, type Licence, type Quota } from './limiter/quota.ts';
export { AUTHORIZE_URL, type AuthorizeInput, authorizeUrl } from './oauth/authorize-url.ts';
export { extractCode, type PastedCode } from './oauth/pasted-code.ts';
export {
  type ClientCredentials,
  type ExchangeInput,
  exchangeCode,
  type OAuthDeps,
  refreshTokens,
  revokeToken,
} from './oauth/token-endpoint.ts';
export type { TokenPair } from './oauth/token-pair.ts';
export type { Listing, Page } from './paging/listing.ts';
export {
  type Label,
  PERMISSIONS,
  type Permission,
  type PermissionKey,
  permissionsFor,
} from './permissions.ts';
export type { Account } from './resources/account.ts';
export type { AuditEvent, AuditEventDetail } from './resources/audit-event.ts';
export type { ConnectionReport, Feedback, ReportKind } from './resources/connection-report.ts';
export type { Contact, ContactFilter, Contacts } from './resources/contacts.ts';
export type { Device } from './resources/device.ts';
export type { DeviceReport, DeviceReportFilter } from './resources/device-reports.ts';
export type { DeviceFilter, Devices } from './resources/devices.ts';
export type { EventLogQuery } from './resources/event-log.ts';
export type { Group, GroupFilter, GroupShare, Groups } from './resources/groups.ts';
export type { DeviceSighting, Managed } from './resources/managed.ts';
export type { ManagedDevice, ManagedGroup, Manager } from './resources/managed-records.ts';
export type { Monitoring, WebMonitoring } from './resources/monitoring.ts';
export type { ConnectionReportFilter, Reports } from './resources/reports.ts';
export type { EndCustomer, Session } from './resources/session.ts';
export { type NewSession, SESSION_LIMITS, type SessionChange } from './resources/session-input.ts';
export type { SessionFilter, Sessions } from './resources/sessions.ts';
export type { User, UserFilter, Users } from './resources/users.ts';
export { type Secret, secret } from './secret.ts';
export { createDriftCounter, type Drift, type DriftSink } from './shape/drift.ts';
export type { OnlineState } from './shape/online-state.ts';
export type { RawRecord } from './shape/raw-record.ts';
export { createTeamViewer, type TeamViewer } from './teamviewer.ts';
export type { AccessToken, TokenSource } from './tokens.ts';
export type { Clock, HttpRequest, HttpResponse, Log, Transport } from './transport.ts';
