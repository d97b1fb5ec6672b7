import { sessionLinks } from '../operations/session-view.ts';
import { joinPath } from '../portal/join.ts';
import { formatDate } from '../state/dates.ts';
import type { Emulation } from '../state/emulation.ts';
import { newestReports } from './newest-reports.ts';

const shown = 50;

/** Counts of everything, and the newest of what one wants to see. Secrets of apps are among it: this is a test double. */
export function stateSummary(emulation: Emulation): Record<string, unknown> {
  const { world, clock } = emulation;
  const now = clock.ms();
  return {
    now: clock.now().toString(),
    counts: {
      companies: world.companies.size,
      users: world.users.size,
      apps: world.apps.size,
      accessTokens: world.accessTokens.size,
      groups: world.groups.size,
      sessions: world.sessions.size,
      openSessions: [...world.sessions.values()].filter(({ state }) => state === 'open').length,
      devices: world.devices.size,
      contacts: world.contacts.size,
      managedGroups: world.managedGroups.size,
      managedDevices: world.managedDevices.size,
      reports: world.reports.size(),
    },
    companies: [...world.companies.values()],
    users: [...world.users.values()].slice(0, shown).map(({ password: _password, ...user }) => user),
    apps: [...world.apps.values()].slice(-shown),
    groups: [...world.groups.values()].slice(0, shown),
    tokens: [...world.accessTokens.values()].slice(-shown).map((token) => ({
      token: token.token,
      kind: token.kind,
      clientId: token.clientId,
      userId: token.userId,
      level: token.level,
      permissions: token.permissions,
      expiresAt: token.expiresAt === null ? null : formatDate(token.expiresAt),
      valid: !token.revoked && (token.expiresAt === null || token.expiresAt > now),
    })),
    sessions: [...world.sessions.values()]
      .slice(-shown)
      .toReversed()
      .map((session) => ({
        code: session.code,
        state: session.state,
        groupId: session.groupId,
        description: session.description,
        customApi: session.customApi,
        endCustomer: session.endCustomer,
        assignedUserId: session.assignedUserId,
        createdAt: formatDate(session.createdAt),
        validUntil: formatDate(session.validUntil),
        customer: session.customer?.name ?? null,
        supporter: session.supporter?.userId ?? null,
        connectedAt: session.connectedAt === null ? null : formatDate(session.connectedAt),
        customerPath: joinPath(session, false),
        supporterPath: joinPath(session, true),
        links: sessionLinks(session, world),
      })),
    reports: newestReports(emulation, shown).map((report) => ({
      id: report.id,
      username: report.username,
      deviceId: report.deviceId,
      deviceName: report.deviceName,
      code: report.session?.code ?? null,
      start: formatDate(report.start),
      end: formatDate(report.end),
      notes: report.notes,
      rating: report.feedback?.rating ?? null,
    })),
  };
}
