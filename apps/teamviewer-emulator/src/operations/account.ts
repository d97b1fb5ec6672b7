import type { Emulation } from '../state/emulation.ts';
import type { Company, User } from '../state/model.ts';
import { findUserByEmail } from '../state/world.ts';
import { ApiError } from './api-error.ts';
import { authenticate, demand } from './authenticate.ts';
import { noContent, type OpenOperation, ok, type SignedOperation } from './operation.ts';
import { bodyOf, textOf } from './parameters.ts';

/** GET /ping needs no permission; what a bad token gets is a switch (TV-4.1). */
export const ping: OpenOperation = {
  method: 'GET',
  path: '/ping',
  fact: 'TV-4.1',
  open: true,
  handle(call) {
    return ok({ token_valid: tokenValid(call.emulation, call.authorization, call.now) });
  },
};

function tokenValid(emulation: Emulation, authorization: string | undefined, now: number): boolean {
  try {
    authenticate(emulation, authorization, now);
    return true;
  } catch (error) {
    if (emulation.switches.pingInvalidToken === '401') throw error;
    return false;
  }
}

/** GET /account; the address is shown only with Account.ReadEmail (TV-4.2). */
export const accountGet: SignedOperation = {
  method: 'GET',
  path: '/account',
  fact: 'TV-4.2',
  needs: ['Account.Read'],
  handle({ caller }) {
    const account = accountBody(caller.user, caller.company);
    if (!caller.token.permissions.includes('Account.ReadEmail')) delete account['email'];
    return ok(account);
  },
};

function accountBody(user: User, company: Company): Record<string, unknown> {
  const licence = {
    version: -1,
    type: company.licence.type,
    teamViewerLicenseId: company.licence.id,
    isactive: company.licence.active,
  };
  return {
    userid: user.id,
    email: user.email,
    name: user.name,
    company_name: company.name,
    profilepicture_url: `https://profilepicturedl.teamviewer.com/a-${user.id.slice(1)}/${user.userRoleId}/[size]`,
    license: licence,
    email_validated: true,
    email_language: user.language,
    available_licenses: [licence],
    custom_field_has_paid_license: company.licence.type === 'Free' ? 'False' : 'True',
  };
}

/** PUT /account (TV-4.3); each member needs its own permission. */
export const accountPut: SignedOperation = {
  method: 'PUT',
  path: '/account',
  fact: 'TV-4.3',
  needs: ['Account.Modify', 'Account.ModifyEmail', 'Account.ModifyPassword'],
  members: ['name', 'email', 'password', 'oldpassword', 'email_language'],
  handle({ emulation, caller, ...call }) {
    const fields = bodyOf({ emulation, ...call });
    const name = textOf(fields, 'name', { min: 5, max: 50 });
    const email = textOf(fields, 'email', { min: 3 });
    const password = textOf(fields, 'password', { min: 6 });
    const language = textOf(fields, 'email_language');
    if (name !== undefined || language !== undefined) demand(caller, ['Account.Modify']);
    if (email !== undefined) demand(caller, ['Account.ModifyEmail']);
    if (password !== undefined) demand(caller, ['Account.ModifyPassword']);
    const other = email === undefined ? undefined : findUserByEmail(emulation.world, email);
    if (other && other.id !== caller.user.id) {
      throw new ApiError(400, 'email_in_use', 'The address belongs to another account.');
    }
    if (password !== undefined && textOf(fields, 'oldpassword') !== caller.user.password) {
      throw new ApiError(400, 'wrong_credentials', 'The old password is wrong.');
    }
    if (name !== undefined) caller.user.name = name;
    if (email !== undefined) caller.user.email = email;
    if (password !== undefined) caller.user.password = password;
    if (language !== undefined) caller.user.language = language;
    return noContent;
  },
};
