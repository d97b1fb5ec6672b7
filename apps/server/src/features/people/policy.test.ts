import type { Role } from '@fernwart/contract';
import { describe, expect, test } from 'vitest';
import { testActor } from '../../../testing/http.ts';
import {
  addsPerson,
  changesActive,
  changesRoles,
  grantsRoles,
  invites,
  managesAccess,
  passwordFlaw,
  readsEveryToken,
  readsLogin,
  readsPerson,
  revokesToken,
} from './policy.ts';

const another = { id: 'somebody-else', roles: ['requester'] as Role[] };

describe.each<{ roles: Role[]; people: boolean; logins: boolean; tokens: boolean; administers: boolean }>([
  { roles: [], people: false, logins: false, tokens: false, administers: false },
  { roles: ['requester'], people: false, logins: false, tokens: false, administers: false },
  { roles: ['agent'], people: true, logins: false, tokens: false, administers: false },
  { roles: ['auditor'], people: true, logins: false, tokens: true, administers: false },
  { roles: ['administrator'], people: true, logins: true, tokens: true, administers: true },
])('with the roles $roles, somebody', ({ roles, people, logins, tokens, administers }) => {
  const actor = testActor(roles);

  test('is refused, or allowed, what is of others', () => {
    expect(readsPerson(actor, another)).toBe(people);
    expect(readsLogin(actor, another)).toBe(logins);
    expect(readsEveryToken(actor)).toBe(tokens);
    expect(revokesToken(actor, { person_id: another.id })).toBe(administers);
    expect(changesActive(actor, another)).toBe(administers);
    expect(changesRoles(actor, another, ['requester', 'agent'])).toBe(administers);
    expect(addsPerson(actor, { roles: ['agent'], login: 'new' })).toBe(administers);
    expect(invites(actor, another)).toBe(administers);
  });

  test('never disables, nor raises, himself or herself', () => {
    expect(changesActive(actor, actor)).toBe(false);
    expect(invites(actor, actor)).toBe(false);
    expect(
      changesRoles(actor, { id: actor.id, roles }, [...roles, 'auditor'].concat('agent') as Role[]),
    ).toBe(false);
  });

  test('reads the own record, and revokes the own tokens', () => {
    expect(readsPerson(actor, actor)).toBe(true);
    expect(readsLogin(actor, actor)).toBe(true);
    expect(revokesToken(actor, { person_id: actor.id })).toBe(true);
  });

  test('gives a token no role that is not held, and any that is', () => {
    expect(grantsRoles(actor, [...roles, 'nothing-held' as Role])).toBe(false);
    expect(grantsRoles(actor, roles)).toBe(true);
  });
});

test('an administrator may lay down own roles', () => {
  const actor = testActor(['administrator', 'agent']);
  const self = { id: actor.id, roles: ['administrator', 'agent'] as Role[] };
  expect(changesRoles(actor, self, ['administrator'])).toBe(true);
});

describe('an agent adds', () => {
  const agent = testActor(['agent']);

  test.each<{ roles: Role[]; login: string | null }>([
    { roles: ['requester'], login: 'rita' },
    { roles: ['agent'], login: null },
    { roles: ['requester', 'agent'], login: null },
  ])('nobody with $roles and the login $login', (person) => {
    expect(addsPerson(agent, person)).toBe(false);
  });

  test('whoever asks for help, without a login; and nobody else but an administrator does', () => {
    const caller = { roles: ['requester'] as Role[], login: null };
    expect(addsPerson(agent, caller)).toBe(true);
    expect(addsPerson(testActor(['requester', 'auditor']), caller)).toBe(false);
  });
});

test('keys and passwords are not managed with a token', () => {
  expect(managesAccess(testActor(['administrator'], { byToken: true }))).toBe(false);
  expect(managesAccess(testActor([]))).toBe(true);
});

describe('a password is refused', () => {
  test.each([
    ['when it is short', 'elf zeichen', 'jana', 'mindestens 12 Zeichen', 'at least 12 characters'],
    ['when it is the login', 'Jana.Maria.Klein', ' jana.maria.klein ', 'zu leicht', 'too easy'],
    ['when everybody tries it first', 'password12345', 'jana', 'zu leicht', 'too easy'],
  ])('%s', (_why, password, login, de, en) => {
    expect(passwordFlaw(password, login)?.de).toContain(de);
    expect(passwordFlaw(password, login)?.en).toContain(en);
  });

  test('for nothing else: composition does not count', () => {
    expect(passwordFlaw('brombeeren a', 'jana')).toBeNull();
  });
});
