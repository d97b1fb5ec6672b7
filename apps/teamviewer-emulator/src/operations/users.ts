import { formatDate } from '../state/dates.ts';
import { digits, guid, unused } from '../state/ids.ts';
import type { Company, User } from '../state/model.ts';
import { findUserByEmail } from '../state/world.ts';
import { ApiError, malformed, notFound } from './api-error.ts';
import { demand } from './authenticate.ts';
import { noContent, ok, type SignedCall, type SignedOperation } from './operation.ts';
import { bodyOf, booleanOf, listOf, requiredText, textOf } from './parameters.ts';

/** GET /users, in one answer without pages (TV-10.1). */
export const userList: SignedOperation = {
  method: 'GET',
  path: '/users',
  fact: 'TV-10.1',
  needs: ['Users.Read'],
  parameters: ['name', 'email', 'permissions', 'full_list'],
  handle(call) {
    const name = textOf(call.query, 'name')?.toLowerCase();
    const emails = listOf(call.query, 'email')?.map((email) => email.toLowerCase());
    const rights = listOf(call.query, 'permissions') ?? [];
    const full = booleanOf(call.query, 'full_list') ?? false;
    const users = [...call.emulation.world.users.values()].filter(
      (user) =>
        user.companyId === call.caller.company.id &&
        (name === undefined || user.name.toLowerCase().includes(name)) &&
        (emails === undefined || emails.includes(user.email.toLowerCase())) &&
        rights.every((right) => user.rights.includes(right)),
    );
    return ok({ users: users.map((user) => userBody(user, call.caller.company, full)) });
  },
};

/** GET /users/{id} (TV-10.1). */
export const userGet: SignedOperation = {
  method: 'GET',
  path: '/users/{userId}',
  fact: 'TV-10.1',
  needs: ['Users.Read'],
  handle: (call) => ok(userBody(userOfPath(call), call.caller.company, true)),
};

const members = [
  'email',
  'password',
  'name',
  'language',
  'permissions',
  'log_sessions',
  'show_comment_window',
  'active',
];

/** POST /users (TV-10.2); an administrator may only be made with the permission for it. */
export const userCreate: SignedOperation = {
  method: 'POST',
  path: '/users',
  fact: 'TV-10.2',
  needs: ['Users.CreateUsers', 'Users.CreateAdministrators'],
  members,
  handle(call) {
    const { world, random } = call.emulation;
    const fields = bodyOf(call);
    const email = requiredText(fields, 'email');
    const name = requiredText(fields, 'name', { min: 5, max: 50 });
    const rights = listOf(fields, 'permissions') ?? ['ViewOwnConnections', 'ShareOwnGroups'];
    const administrator = rights.includes('ManageAdmins');
    demand(call.caller, [administrator ? 'Users.CreateAdministrators' : 'Users.CreateUsers']);
    refuseTaken(call, email, null);
    const user: User = {
      id: unused(
        () => `u${digits(random, 8)}`,
        (drawn) => world.users.has(drawn),
      ),
      companyId: call.caller.company.id,
      name,
      email,
      password: textOf(fields, 'password', { min: 6 }) ?? guid(random),
      administrator,
      active: true,
      rights,
      language: textOf(fields, 'language') ?? 'auto',
      userRoleId: guid(random),
      logSessions: booleanOf(fields, 'log_sessions') ?? true,
      showCommentWindow: booleanOf(fields, 'show_comment_window') ?? false,
      online: 'Offline',
      lastAccess: null,
      twoFactor: false,
    };
    world.users.set(user.id, user);
    return ok(userBody(user, call.caller.company, true));
  },
};

/** PUT /users/{id} (TV-10.2). */
export const userPut: SignedOperation = {
  method: 'PUT',
  path: '/users/{userId}',
  fact: 'TV-10.2',
  needs: ['Users.ModifyUsers', 'Users.ModifyAdministrators'],
  members,
  handle(call) {
    const user = modifiableUser(call);
    const fields = bodyOf(call);
    const email = textOf(fields, 'email', { min: 3 });
    const name = textOf(fields, 'name', { min: 5, max: 50 });
    const password = textOf(fields, 'password', { min: 6 });
    const active = booleanOf(fields, 'active');
    const rights = listOf(fields, 'permissions');
    if (email !== undefined) refuseTaken(call, email, user);
    user.email = email ?? user.email;
    user.name = name ?? user.name;
    user.password = password ?? user.password;
    user.active = active ?? user.active;
    user.logSessions = booleanOf(fields, 'log_sessions') ?? user.logSessions;
    user.rights = rights ?? user.rights;
    if (rights) user.administrator = rights.includes('ManageAdmins');
    return noContent;
  },
};

/** DELETE /users/{id} takes the user out of the company: the account can no longer be used (TV-10.2). */
export const userDelete: SignedOperation = {
  method: 'DELETE',
  path: '/users/{userId}',
  fact: 'TV-10.2',
  needs: ['Users.ModifyUsers', 'Users.ModifyAdministrators'],
  handle(call) {
    const user = modifiableUser(call);
    if (user.id === call.caller.user.id) throw malformed('userId');
    call.emulation.world.users.delete(user.id);
    return noContent;
  },
};

/** DELETE /users/{id}/tfa (TV-10.2). */
export const userTwoFactorDelete: SignedOperation = {
  method: 'DELETE',
  path: '/users/{userId}/tfa',
  fact: 'TV-10.2',
  needs: ['Users.ModifyUsers', 'Users.ModifyAdministrators'],
  handle(call) {
    modifiableUser(call).twoFactor = false;
    return noContent;
  },
};

function userOfPath(call: SignedCall): User {
  const user = call.emulation.world.users.get(call.params['userId'] ?? '');
  if (user?.companyId !== call.caller.company.id) throw notFound('There is no such user.');
  return user;
}

function modifiableUser(call: SignedCall): User {
  const user = userOfPath(call);
  demand(call.caller, [user.administrator ? 'Users.ModifyAdministrators' : 'Users.ModifyUsers']);
  return user;
}

function refuseTaken(call: SignedCall, email: string, except: User | null): void {
  const other = findUserByEmail(call.emulation.world, email);
  if (other && other !== except) {
    throw new ApiError(400, 'email_in_use', 'The address belongs to another account.');
  }
}

function userBody(user: User, company: Company, full: boolean): object {
  const short = { id: user.id, name: user.name, email: user.email, userRoleId: user.userRoleId };
  if (!full) return short;
  return {
    ...short,
    permissions: user.rights.join(','),
    active: user.active,
    ...(user.lastAccess === null ? {} : { last_access_date: formatDate(user.lastAccess) }),
    log_sessions: user.logSessions,
    show_comment_window: user.showCommentWindow,
    sso_status: 'none',
    tfa_enforcement: false,
    tfa_enabled: user.twoFactor,
    activated_license_id: company.licence.id,
    activated_license_name: company.licence.type,
    online_state: user.online,
  };
}
