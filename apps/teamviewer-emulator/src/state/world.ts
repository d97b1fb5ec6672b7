import type {
  AccessToken,
  Alarm,
  App,
  AuditEvent,
  AuthorizationCode,
  Company,
  Contact,
  Device,
  DeviceReport,
  Group,
  ManagedDevice,
  ManagedGroup,
  RefreshToken,
  Session,
  User,
} from './model.ts';
import { createReportStore, type ReportStore } from './report-store.ts';

/** Everything that TeamViewer's cloud would remember. Records are changed in place by operations and pages. */
export interface World {
  companies: Map<number, Company>;
  users: Map<string, User>;
  apps: Map<string, App>;
  codes: Map<string, AuthorizationCode>;
  accessTokens: Map<string, AccessToken>;
  refreshTokens: Map<string, RefreshToken>;
  groups: Map<string, Group>;
  sessions: Map<string, Session>;
  devices: Map<string, Device>;
  contacts: Map<string, Contact>;
  managedGroups: Map<string, ManagedGroup>;
  managedDevices: Map<string, ManagedDevice>;
  reports: ReportStore;
  deviceReports: DeviceReport[];
  auditEvents: AuditEvent[];
  alarms: Alarm[];
  /** Sign-ins at the portal: cookie value to user id. */
  signIns: Map<string, string>;
}

export function createWorld(): World {
  return {
    companies: new Map(),
    users: new Map(),
    apps: new Map(),
    codes: new Map(),
    accessTokens: new Map(),
    refreshTokens: new Map(),
    groups: new Map(),
    sessions: new Map(),
    devices: new Map(),
    contacts: new Map(),
    managedGroups: new Map(),
    managedDevices: new Map(),
    reports: createReportStore(),
    deviceReports: [],
    auditEvents: [],
    alarms: [],
    signIns: new Map(),
  };
}

export function findUserByEmail(world: World, email: string): User | undefined {
  const wanted = email.trim().toLowerCase();
  return world.users.values().find((user) => user.email.toLowerCase() === wanted);
}

export function companyOf(world: World, companyId: number): Company {
  const company = world.companies.get(companyId);
  if (!company) throw new Error(`company ${companyId} is gone`);
  return company;
}
