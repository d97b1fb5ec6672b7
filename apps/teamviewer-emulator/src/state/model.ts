/** Milliseconds since 1970-01-01T00:00:00Z. The state keeps plain numbers so that it can be written out as JSON. */
export type EpochMs = number;

export type Level = 'user' | 'company';
export type LicenceType = 'Free' | 'Business' | 'Premium' | 'Corporate' | 'Tensor';

export interface Licence {
  id: string;
  type: LicenceType;
  active: boolean;
  /** Open session codes the licence allows at a time; null means any number. */
  simultaneousSessions: number | null;
  eventLogging: boolean;
}

export interface Company {
  id: number;
  name: string;
  licence: Licence;
}

export interface User {
  id: string;
  companyId: number;
  name: string;
  email: string;
  password: string;
  administrator: boolean;
  active: boolean;
  rights: string[];
  language: string;
  userRoleId: string;
  logSessions: boolean;
  showCommentWindow: boolean;
  online: OnlineState;
  lastAccess: EpochMs | null;
  twoFactor: boolean;
}

export interface App {
  clientId: string;
  clientSecret: string;
  companyId: number;
  ownerId: string;
  name: string;
  description: string;
  redirectUri: string;
  level: Level;
  permissions: string[];
}

export interface CodeChallenge {
  value: string;
  method: 'S256' | 'plain';
}

export interface AuthorizationCode {
  code: string;
  clientId: string;
  userId: string;
  redirectUri: string;
  challenge: CodeChallenge | null;
  expiresAt: EpochMs;
  used: boolean;
}

export interface AccessToken {
  token: string;
  kind: 'oauth' | 'script';
  name: string;
  clientId: string | null;
  userId: string;
  level: Level;
  permissions: string[];
  createdAt: EpochMs;
  expiresAt: EpochMs | null;
  revoked: boolean;
}

export interface RefreshToken {
  token: string;
  clientId: string;
  userId: string;
  level: Level;
  permissions: string[];
  accessToken: string;
  createdAt: EpochMs;
  state: 'live' | 'used' | 'revoked';
}

export type SharePermission = 'read' | 'readwrite' | 'full';

export interface Share {
  userId: string;
  permissions: SharePermission;
  pending: boolean;
}

export interface Group {
  id: string;
  companyId: number;
  name: string;
  ownerId: string;
  policyId: string | null;
  sharedWith: Share[];
}

export interface EndCustomer {
  name?: string | undefined;
  email?: string | undefined;
}

export type JoinMode = 'native' | 'browser';

export interface Session {
  code: string;
  secret: string;
  companyId: number;
  creatorId: string;
  state: 'open' | 'closed';
  groupId: string;
  waitingMessage: string;
  description: string;
  endCustomer: EndCustomer | null;
  assignedUserId: string | null;
  assignedAt: EpochMs | null;
  customApi: string;
  createdAt: EpochMs;
  validUntil: EpochMs;
  closedAt: EpochMs | null;
  type: 'Default' | 'Pilot';
  tvVersion: string;
  customId: string;
  customModuleId: string;
  customer: { name: string; joinedAt: EpochMs } | null;
  supporter: { userId: string; mode: JoinMode; joinedAt: EpochMs } | null;
  /** Set while both sides are joined. */
  connectedAt: EpochMs | null;
  /** Host of the browser link; which one the US region has is unknown. */
  loginHost: string;
}

export type OnlineState = 'Online' | 'Busy' | 'Away' | 'Offline';

export interface Device {
  id: string;
  companyId: number;
  ownerId: string;
  groupId: string;
  teamviewerId: number;
  alias: string;
  description: string;
  online: OnlineState;
  policyId: string | null;
  assigned: boolean;
  lastSeen: EpochMs | null;
}

export interface Contact {
  id: string;
  companyId: number;
  ownerId: string;
  groupId: string;
  userId: string | null;
  name: string;
  email: string;
  description: string;
  online: OnlineState;
  invited: boolean;
}

export interface Manager {
  id: string;
  type: 'account' | 'company' | 'usergroup';
  accountId: number | null;
  companyId: number | null;
  usergroupId: string | null;
  name: string;
  permissions: string[];
}

export interface ManagedPolicy {
  id: string;
  type: number;
}

export interface ManagedGroup {
  id: string;
  companyId: number;
  name: string;
  policies: ManagedPolicy[];
  managers: Manager[];
  pendingDeviceIds: string[];
}

export interface ManagedDevice {
  id: string;
  companyId: number;
  name: string;
  teamviewerId: number;
  online: boolean;
  lastSeen: EpochMs | null;
  groupIds: string[];
  /** Managed by the company itself, which is what GET /managed/devices/company lists. */
  companyManaged: boolean;
  managers: Manager[];
  policies: ManagedPolicy[];
  version: string;
  description: string;
}

export interface Feedback {
  rating: number;
  comment: string;
}

export interface ReportedSession {
  code: string;
  createdAt: EpochMs;
  validUntil: EpochMs;
  assignedUserId: string | null;
  assignedAt: EpochMs | null;
  note: string;
  customApi: string;
  endCustomer: EndCustomer | null;
}

export interface Report {
  id: string;
  companyId: number;
  userId: string;
  username: string;
  deviceId: string;
  deviceName: string;
  groupId: string;
  groupName: string;
  type: 1 | 2 | 3;
  start: EpochMs;
  end: EpochMs;
  fee: number;
  currency: string;
  billing: 'Bill' | 'Billed' | 'DoNotBill';
  notes: string;
  session: ReportedSession | null;
  feedback: Feedback | null;
  /** Asked for before this instant, the report does not exist yet. */
  visibleAt: EpochMs;
  /** What the report says from `at` on, when it is corrected afterwards. */
  correction?: { at: EpochMs; end: EpochMs; notes: string };
}

export interface DeviceReport {
  id: string;
  companyId: number;
  originId: number;
  userId: string;
  username: string;
  targetId: number;
  targetName: string;
  start: EpochMs;
  end: EpochMs;
}

export interface AuditEvent {
  companyId: number;
  name: string;
  type: string;
  at: EpochMs;
  author: string;
  authorEmail: string;
  affectedItem: string;
  sessionGuid: string | null;
  details: { name: string; before: string; after: string }[];
}

/** Status 0 failed, 1 resolved, 2 acknowledged (TV-10.4). */
export interface Alarm {
  id: string;
  deviceId: string;
  type: string;
  status: 0 | 1 | 2;
  foundAt: EpochMs;
  resolvedAt: EpochMs | null;
  acknowledgedAt: EpochMs | null;
  acknowledgedBy: string | null;
}
