import { reportEndpoint } from '../faults/fault-plan.ts';
import { recordSessionEvent } from './audit.ts';
import type { Emulation } from './emulation.ts';
import { digits, guid } from './ids.ts';
import type { Feedback, JoinMode, Report, Session, User } from './model.ts';

const minute = 60_000;

export function joinAsCustomer(session: Session, name: string, now: number): void {
  session.customer ??= { name, joinedAt: now };
  connectWhenBothAreThere(session, now);
}

export function joinAsSupporter(session: Session, userId: string, mode: JoinMode, now: number): void {
  session.supporter ??= { userId, mode, joinedAt: now };
  connectWhenBothAreThere(session, now);
}

function connectWhenBothAreThere(session: Session, now: number): void {
  if (session.customer && session.supporter) session.connectedAt ??= now;
}

export function leaveAsCustomer(session: Session): void {
  session.customer = null;
}

export interface Ending {
  /** Length of the connection; without it, until now. */
  minutes?: number | undefined;
  notes?: string | undefined;
  feedback?: Feedback | null | undefined;
}

/** Ends the running connection of a session; both sides leave, and a report is on its way. Null when none runs. */
export function endConnection(
  emulation: Emulation,
  session: Session,
  ending: Ending,
  now: number,
): Report | null {
  const { connectedAt, supporter } = session;
  if (connectedAt === null || !supporter) return null;
  const user = emulation.world.users.get(supporter.userId);
  const group = emulation.world.groups.get(session.groupId);
  const report = fileReport(emulation, {
    companyId: session.companyId,
    userId: supporter.userId,
    username: user?.name ?? '',
    deviceId: digits(emulation.random, 10),
    deviceName: session.customer ? `PC-${session.customer.name.replaceAll(/\s+/g, '-').toUpperCase()}` : '',
    groupId: session.groupId,
    groupName: group?.name ?? '',
    type: 2,
    start: connectedAt,
    end: ending.minutes === undefined ? now : connectedAt + ending.minutes * minute,
    notes: ending.notes ?? '',
    session: {
      code: session.code,
      createdAt: session.createdAt,
      validUntil: session.validUntil,
      assignedUserId: session.assignedUserId,
      assignedAt: session.assignedAt,
      note: session.description,
      customApi: session.customApi,
      endCustomer: session.endCustomer,
    },
    feedback: ending.feedback ?? null,
  });
  session.connectedAt = null;
  session.customer = null;
  session.supporter = null;
  return report;
}

/** An unattended connection to a device that took place; returns its report. */
export function unattendedConnection(
  emulation: Emulation,
  supporter: User,
  given: { teamviewerId: number; start: number; minutes: number; notes?: string | undefined },
): Report | null {
  const device = emulation.world.devices.values().find((one) => one.teamviewerId === given.teamviewerId);
  const managed = emulation.world.managedDevices
    .values()
    .find((one) => one.teamviewerId === given.teamviewerId);
  const group = device ? emulation.world.groups.get(device.groupId) : undefined;
  emulation.world.deviceReports.push({
    id: guid(emulation.random),
    companyId: supporter.companyId,
    originId: Number(digits(emulation.random, 10)),
    userId: supporter.id,
    username: supporter.name,
    targetId: given.teamviewerId,
    targetName: device?.alias ?? managed?.name ?? '',
    start: given.start,
    end: given.start + given.minutes * minute,
  });
  return fileReport(emulation, {
    companyId: supporter.companyId,
    userId: supporter.id,
    username: supporter.name,
    deviceId: String(given.teamviewerId),
    deviceName: device?.alias ?? managed?.name ?? '',
    groupId: group?.id ?? '',
    groupName: group?.name ?? '',
    type: 1,
    start: given.start,
    end: given.start + given.minutes * minute,
    notes: given.notes ?? '',
    session: null,
    feedback: null,
  });
}

type Drafted = Omit<Report, 'id' | 'fee' | 'currency' | 'billing' | 'visibleAt'>;

/** Reports come late, corrected or never when a fault says so; nobody logs for a user who has logging off (TV-8.6). */
function fileReport(emulation: Emulation, draft: Drafted): Report | null {
  const now = emulation.clock.ms();
  const author = emulation.world.users.get(draft.userId);
  if (author?.logSessions === false) return null;
  if (author) recordConnection(emulation, draft, author);
  const report: Report = {
    ...draft,
    id: guid(emulation.random),
    fee: 0,
    currency: 'None',
    billing: 'Bill',
    visibleAt: now + emulation.switches.reportDelaySeconds * 1000,
  };
  for (const effect of emulation.faults.strike(reportEndpoint)) {
    if (effect.kind === 'report-never') return null;
    if (effect.kind === 'report-late') report.visibleAt = now + effect.seconds * 1000;
    if (effect.kind === 'report-corrected') {
      report.correction = {
        at: report.visibleAt + effect.seconds * 1000,
        end: report.end + 3 * minute,
        notes: `${report.notes} (corrected)`.trim(),
      };
    }
  }
  emulation.world.reports.add(report);
  return report;
}

/** What the event log says of a connection: begun, joined, ended. */
function recordConnection(emulation: Emulation, draft: Drafted, author: User): void {
  const sessionGuid = guid(emulation.random);
  const affectedItem = draft.deviceId;
  const participant = draft.deviceName;
  for (const [name, at] of [
    ['StartedSession', draft.start],
    ['ParticipantJoinedSession', draft.start],
    ['EndedSession', draft.end],
  ] as const) {
    recordSessionEvent(emulation, { name, at, author, affectedItem, sessionGuid, participant });
  }
}
