import { formatDate } from '../state/dates.ts';
import type { Session } from '../state/model.ts';
import { undashed } from '../state/session-life.ts';
import type { Switches } from '../state/switches.ts';
import type { World } from '../state/world.ts';

/** A session as the API shows it; empty members are left out (TV-5.1). */
export function sessionBody(session: Session, world: World, switches: Switches): Record<string, unknown> {
  const links = sessionLinks(session, world);
  return withoutEmpty({
    code: session.code,
    state: spelled(session, switches),
    groupid: session.groupId,
    waiting_message: session.waitingMessage,
    description: session.description,
    end_customer: session.endCustomer ? withoutEmpty({ ...session.endCustomer }) : undefined,
    assigned_userid: session.assignedUserId ?? undefined,
    assigned_at: session.assignedAt === null ? undefined : formatDate(session.assignedAt),
    end_customer_link: links.customer,
    supporter_link: links.supporter,
    webclient_supporter_link: links.browserSupporter,
    custom_api: session.customApi,
    created_at: formatDate(session.createdAt),
    valid_until: formatDate(session.validUntil),
    closed_at: session.closedAt === null ? undefined : formatDate(session.closedAt),
    online: session.customer !== null,
    support_session_type: switches.enums === 'number' ? Number(session.type === 'Pilot') : session.type,
    tv_version: session.tvVersion,
    customId: session.customId,
    custom_module_id: session.customModuleId,
  });
}

/** A row of the list without full_list; which fields it has is a switch (TV-5.4). */
export function shortSessionBody(
  session: Session,
  world: World,
  switches: Switches,
): Record<string, unknown> {
  const full = sessionBody(session, world, switches);
  if (switches.shortList === 'full') return full;
  const fields = ['code', 'state', 'groupid', 'assigned_userid', 'assigned_at'];
  if (switches.shortList === 'with-dates') fields.push('created_at', 'valid_until', 'online');
  return Object.fromEntries(fields.flatMap((name) => (name in full ? [[name, full[name]]] : [])));
}

/** The three links; the one secret stands in both links of the supporter (TV-5.3). */
export function sessionLinks(
  session: Session,
  world: World,
): { customer: string; supporter: string; browserSupporter: string } {
  const code = undashed(session.code);
  const base =
    session.type === 'Pilot' ? 'https://getpilot.teamviewer.com/' : 'https://get.teamviewer.com/v15/';
  const supporter = world.users.get(session.assignedUserId ?? session.creatorId);
  const query = new URLSearchParams({
    sessioncode: code,
    servicequeuetoken: session.secret,
    lang: 'en',
    displayName: supporter?.name ?? '',
  });
  return {
    customer: `${base}${code}`,
    supporter: `${base}${code}-${session.secret}`,
    browserSupporter: `https://${session.loginHost}/Connect/IndexByol?${query.toString()}`,
  };
}

function spelled(session: Session, switches: Switches): string {
  if (switches.sessionStateCase === 'open') return session.state;
  return session.state === 'open' ? 'Open' : 'Closed';
}

function withoutEmpty(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined && value !== '' && value !== null),
  );
}
