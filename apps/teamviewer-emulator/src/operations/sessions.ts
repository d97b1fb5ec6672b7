import { alphanumeric, sessionCode, unused } from '../state/ids.ts';
import type { Session } from '../state/model.ts';
import { closeSession, isExpired, settleExpired } from '../state/session-life.ts';
import { invalidRequest, malformed } from './api-error.ts';
import { noContent, ok, type SignedCall, type SignedOperation } from './operation.ts';
import { bodyOf, booleanOf, dateOf, listOf, textOf } from './parameters.ts';
import {
  assigneeOf,
  endCustomerOf,
  groupOfBody,
  isOwn,
  refuseBeyondLicence,
  sessionOfPath,
} from './session-rules.ts';
import { sessionBody, shortSessionBody } from './session-view.ts';

const day = 86_400_000;
const pageSize = 1000;

const writable = [
  'groupid',
  'groupname',
  'waiting_message',
  'description',
  'end_customer',
  'assigned_userid',
  'custom_api',
  'tv_version',
  'customId',
  'custom_module_id',
  'sms_invite_number',
  'sms_invite_language',
];

/** POST /sessions (TV-5.2). */
export const sessionCreate: SignedOperation = {
  method: 'POST',
  path: '/sessions',
  fact: 'TV-5.2',
  needs: ['Sessions.Create'],
  members: [...writable, 'valid_until', 'support_session_type'],
  handle(call) {
    const { world, random, switches } = call.emulation;
    const fields = bodyOf(call);
    const validUntil = validUntilOf(call);
    const type = sessionType(fields);
    const assignee = assigneeOf(call, fields);
    const endCustomer = endCustomerOf(fields) ?? null;
    const texts = textFields(fields);
    refuseBeyondLicence(call);
    const group = groupOfBody(call, fields);
    if (!group) throw malformed('groupid');
    const assignedUserId = assignee === undefined ? call.caller.user.id : assignee;
    const session: Session = {
      code: unused(
        () => sessionCode(random),
        (drawn) => world.sessions.has(drawn),
      ),
      secret: alphanumeric(random, 12),
      companyId: call.caller.company.id,
      creatorId: call.caller.user.id,
      state: 'open',
      groupId: group.id,
      waitingMessage: '',
      description: '',
      customApi: '',
      tvVersion: '',
      customId: '',
      customModuleId: '',
      ...texts,
      endCustomer,
      assignedUserId,
      assignedAt: assignedUserId === null ? null : call.now,
      createdAt: call.now,
      validUntil,
      closedAt: null,
      type,
      customer: null,
      supporter: null,
      connectedAt: null,
      loginHost: call.us ? switches.usLoginHost : 'login.teamviewer.com',
    };
    world.sessions.set(session.code, session);
    return ok(sessionBody(session, world, switches));
  },
};

/** GET /sessions: open ones unless told otherwise, newest first, at most 1000 a page (TV-5.4, TV-5.5). */
export const sessionList: SignedOperation = {
  method: 'GET',
  path: '/sessions',
  fact: 'TV-5.4',
  needs: ['Sessions.ReadAll', 'Sessions.ReadOwn'],
  parameters: ['groupid', 'assigned_userid', 'state', 'full_list', 'offset'],
  handle(call) {
    const { world, switches } = call.emulation;
    settleExpired(world, switches, call.now);
    const found = matching(call);
    const offset = call.query['offset'];
    const start = offset ? found.findIndex(({ code }) => code === offset.toLowerCase()) + 1 : 0;
    if (offset && start === 0) throw malformed('offset');
    const page = found.slice(start, start + pageSize);
    const view = booleanOf(call.query, 'full_list') ? sessionBody : shortSessionBody;
    const remaining = found.length - start - page.length;
    return ok({
      sessions: page.map((session) => view(session, world, switches)),
      ...(remaining > 0 ? { sessions_remaining: remaining, next_offset: page.at(-1)?.code } : {}),
    });
  },
};

function matching(call: SignedCall): Session[] {
  const { world, switches } = call.emulation;
  const states = listOf(call.query, 'state')?.map((state) => state.toLowerCase()) ?? ['open'];
  if (states.some((state) => state !== 'open' && state !== 'closed')) throw malformed('state');
  const groupId = textOf(call.query, 'groupid');
  const assignee = textOf(call.query, 'assigned_userid');
  const all = call.caller.token.permissions.includes('Sessions.ReadAll');
  return [...world.sessions.values()]
    .filter((session) => {
      if (session.companyId !== call.caller.company.id || !states.includes(session.state)) return false;
      if (groupId !== undefined && session.groupId !== groupId) return false;
      if (assignee !== undefined && (session.assignedUserId ?? 'u0') !== assignee) return false;
      return all || isOwn(session, call.caller, switches.ownSessions);
    })
    .toReversed()
    .toSorted((a, b) => b.createdAt - a.createdAt);
}

/** GET /sessions/{code} (TV-5.7). */
export const sessionGet: SignedOperation = {
  method: 'GET',
  path: '/sessions/{code}',
  fact: 'TV-5.7',
  needs: ['Sessions.ReadAll', 'Sessions.ReadOwn'],
  handle(call) {
    const { world, switches } = call.emulation;
    const session = sessionOfPath(call, 'Sessions.ReadAll', 'Sessions.ReadOwn');
    return ok(sessionBody(session, world, switches));
  },
};

/** PUT /sessions/{code}: any writable member, and the state (TV-5.8). */
export const sessionPut: SignedOperation = {
  method: 'PUT',
  path: '/sessions/{code}',
  fact: 'TV-5.8',
  needs: ['Sessions.ModifyAll', 'Sessions.ModifyOwn'],
  members: [...writable, 'state'],
  handle(call) {
    const session = sessionOfPath(call, 'Sessions.ModifyAll', 'Sessions.ModifyOwn');
    const fields = bodyOf(call);
    const state = textOf(fields, 'state')?.toLowerCase();
    if (state !== undefined && state !== 'open' && state !== 'closed') throw malformed('state');
    const assignee = assigneeOf(call, fields);
    const endCustomer = endCustomerOf(fields);
    const texts = textFields(fields);
    const group = groupOfBody(call, fields);
    if (state === 'open') reopen(call, session);
    if (state === 'closed') closeSession(session, call.now);
    Object.assign(session, texts);
    if (group) session.groupId = group.id;
    if (endCustomer !== undefined) session.endCustomer = endCustomer;
    if (assignee !== undefined) {
      session.assignedUserId = assignee;
      session.assignedAt = assignee === null ? null : call.now;
    }
    return noContent;
  },
};

function reopen(call: SignedCall, session: Session): void {
  if (isExpired(session, call.now) && call.emulation.switches.reopenExpired === 'refused') {
    throw invalidRequest('The session has expired and cannot be opened again.');
  }
  session.state = 'open';
  session.closedAt = null;
}

/** DELETE /sessions/{code}: closes or removes, by switch (TV-5.9). */
export const sessionDelete: SignedOperation = {
  method: 'DELETE',
  path: '/sessions/{code}',
  fact: 'TV-5.9',
  needs: ['Sessions.ModifyAll', 'Sessions.ModifyOwn'],
  handle(call) {
    const session = sessionOfPath(call, 'Sessions.ModifyAll', 'Sessions.ModifyOwn');
    if (call.emulation.switches.deleteSession === 'remove') {
      call.emulation.world.sessions.delete(session.code);
    } else {
      closeSession(session, call.now);
    }
    return noContent;
  },
};

/** Default: 24 hours after creation (TV-5.1). */
function validUntilOf(call: SignedCall): number {
  const given = dateOf(bodyOf(call), 'valid_until') ?? call.now + day;
  const longest = call.emulation.switches.maximumValidityHours;
  if (given <= call.now) throw malformed('valid_until');
  if (longest !== null && given > call.now + longest * 3_600_000) throw malformed('valid_until');
  return given;
}

function sessionType(fields: Readonly<Record<string, unknown>>): 'Default' | 'Pilot' {
  const given = textOf(fields, 'support_session_type')?.toLowerCase() ?? 'default';
  if (given === 'default' || given === '0') return 'Default';
  if (given === 'pilot' || given === '1') return 'Pilot';
  throw malformed('support_session_type');
}

const textMembers = [
  ['waiting_message', 'waitingMessage', 4000],
  ['description', 'description', 4000],
  ['custom_api', 'customApi', 4000],
  ['tv_version', 'tvVersion', 100],
  ['customId', 'customId', 100],
  ['custom_module_id', 'customModuleId', 100],
] as const;

function textFields(fields: Readonly<Record<string, unknown>>): Partial<Session> {
  const number = textOf(fields, 'sms_invite_number');
  if (number !== undefined && !/^\+?[\d ()/-]+$/.test(number)) throw malformed('sms_invite_number');
  return Object.fromEntries(
    textMembers.flatMap(([member, field, max]) => {
      const text = textOf(fields, member, { max });
      return text === undefined ? [] : [[field, text]];
    }),
  );
}
