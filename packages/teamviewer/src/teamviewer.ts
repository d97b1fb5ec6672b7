import { createApi, type TeamViewerOptions } from './api.ts';
import type { CallOptions } from './core/call.ts';
import type { Listing } from './paging/listing.ts';
import { type Account, account, ping } from './resources/account.ts';
import type { AuditEvent } from './resources/audit-event.ts';
import { type Contacts, createContacts } from './resources/contacts.ts';
import { type DeviceReport, type DeviceReportFilter, deviceReports } from './resources/device-reports.ts';
import { createDevices, type Devices } from './resources/devices.ts';
import { type EventLogQuery, eventLog } from './resources/event-log.ts';
import { createGroups, type Groups } from './resources/groups.ts';
import { createManaged, type Managed } from './resources/managed.ts';
import {
  createMonitoring,
  createWebMonitoring,
  type Monitoring,
  type WebMonitoring,
} from './resources/monitoring.ts';
import { createReports, type Reports } from './resources/reports.ts';
import { createSessions, type Sessions } from './resources/sessions.ts';
import { createUsers, type Users } from './resources/users.ts';

/**
 * A client for one connection. Every method rejects with {@link TeamViewerError} and with nothing else, wrong ids
 * apart (`TypeError` for an empty one). Lists send nothing before they are walked.
 */
export interface TeamViewer {
  /** Whether TeamViewer accepts the current token; never renews one. */
  ping(options?: CallOptions): Promise<boolean>;
  /** Whose token it is. Needs a permission outside the eleven. */
  account(options?: CallOptions): Promise<Account>;
  readonly sessions: Sessions;
  readonly groups: Groups;
  readonly devices: Devices;
  readonly contacts: Contacts;
  readonly managed: Managed;
  /** Outgoing connections. */
  readonly reports: Reports;
  /** Incoming connections. */
  deviceReports(filter?: DeviceReportFilter, options?: CallOptions): Listing<DeviceReport>;
  eventLog(query: EventLogQuery, options?: CallOptions): Listing<AuditEvent>;
  readonly users: Users;
  readonly monitoring: Monitoring;
  readonly webMonitoring: WebMonitoring;
}

/** Builds a client. Nothing is sent before the first call, and nothing is shared with other clients. */
export function createTeamViewer(options: TeamViewerOptions): TeamViewer {
  const api = createApi(options);
  return {
    ping: (own) => ping(api, own),
    account: (own) => account(api, own),
    sessions: createSessions(api),
    groups: createGroups(api),
    devices: createDevices(api),
    contacts: createContacts(api),
    managed: createManaged(api),
    reports: createReports(api),
    deviceReports: (filter, own) => deviceReports(api, filter, own),
    eventLog: (query, own) => eventLog(api, query, own),
    users: createUsers(api),
    monitoring: createMonitoring(api),
    webMonitoring: createWebMonitoring(api),
  };
}
