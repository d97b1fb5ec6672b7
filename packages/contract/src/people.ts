import { z } from 'zod';
import { id, instant, isTimeZone, language, pageOf, pageQuery, personRef, teamRef } from './common.ts';

export const roles = ['requester', 'agent', 'administrator', 'auditor'] as const;
export const role = z.enum(roles);
export type Role = z.infer<typeof role>;

export const signInBody = z.object({
  login: z.string().min(1).max(200),
  password: z.string().min(1).max(1000),
});

/** Who is signed in, and what the console needs to know about it. */
export const me = z.object({
  id,
  name: z.string(),
  email: z.string().nullable(),
  language,
  timeZone: z.string(),
  roles: z.array(role),
  teams: z.array(teamRef),
});
export type Me = z.infer<typeof me>;

export const updateMeBody = z.object({
  language: language.optional(),
  /** An IANA name; judged by the server, which says so in the reader's language. */
  timeZone: z.string().max(100).optional(),
});

export const person = z.object({
  id,
  name: z.string(),
  login: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  department: z.string().nullable(),
  language,
  timeZone: z.string(),
  active: z.boolean(),
  /** Null for readers who may not know. */
  hasPassword: z.boolean().nullable(),
  roles: z.array(role),
  teams: z.array(teamRef),
  /** Optimistic locking: sent back with every change. */
  version: z.number().int(),
});
export type Person = z.infer<typeof person>;

export const peopleQuery = pageQuery.extend({
  search: z.string().max(200).optional(),
  role: role.optional(),
  team: id.optional(),
  active: z.enum(['true', 'false']).optional(),
});
export const peoplePage = pageOf(person);

export const team = z.object({
  id,
  name: z.string(),
  memberCount: z.number().int(),
  archived: z.boolean(),
});
export type Team = z.infer<typeof team>;
/** Archived teams are left out unless asked for. */
export const teamsQuery = z.object({ archived: z.enum(['true', 'false']).default('false') });
export const teamsAnswer = z.object({ items: z.array(team) });

const teamName = z.string().trim().min(1).max(100);
const memberIds = z.array(id).max(2000);
export const teamDetails = team.extend({ members: z.array(personRef), version: z.number().int() });
export type TeamDetails = z.infer<typeof teamDetails>;
export const createTeamBody = z.object({ name: teamName, memberIds: memberIds.default([]) });
/** An archived team stays where it stands, and is offered nowhere. */
export const updateTeamBody = z.object({
  version: z.number().int(),
  name: teamName.optional(),
  memberIds: memberIds.optional(),
  archived: z.boolean().optional(),
});

const someRoles = z.array(role).min(1).max(roles.length);

const line = z.string().trim().max(200);
const emptyIsNull = (text: string) => (text === '' ? null : text);
/** What is known of a person; an emptied text is null. */
const personFields = z.object({
  name: line.min(1),
  /** Null: signs in by other means or not at all. */
  login: line.toLowerCase().transform(emptyIsNull).nullable(),
  email: z.union([z.email().max(254), z.literal('').transform(() => null)]).nullable(),
  phone: line.transform(emptyIsNull).nullable(),
  department: line.transform(emptyIsNull).nullable(),
  language,
  timeZone: z.string().max(100).refine(isTimeZone),
  roles: someRoles,
  teamIds: z.array(id).max(100),
});

/** Agents note whom they speak with: a requester without login. All else is up to administrators. */
export const createPersonBody = personFields.partial().required({ name: true, roles: true });

/** What an administrator changes about somebody; nobody raises his or her own roles, and the last administrator stays. */
export const updatePersonBody = personFields.partial().extend({
  version: z.number().int(),
  active: z.boolean().optional(),
});

/** `mail` sends the link to the person; `link` answers it, to be handed over by other means. */
export const inviteBody = z.object({ by: z.enum(['mail', 'link']) });
/** A link that sets a password, once; earlier ones lose their force. */
export const invitation = z.object({
  link: z.string().nullable(),
  sentTo: z.string().nullable(),
  expiresAt: instant,
});
export type Invitation = z.infer<typeof invitation>;

export const changePasswordBody = z.object({
  currentPassword: z.string().min(1).max(1000),
  newPassword: z.string().min(1).max(1000),
});

/** One browser, or other client, in which somebody is signed in. */
export const signInEntry = z.object({
  id,
  createdAt: instant,
  seenAt: instant,
  expiresAt: instant,
  address: z.string().nullable(),
  userAgent: z.string().nullable(),
  /** The one that asks. */
  current: z.boolean(),
});
export type SignInEntry = z.infer<typeof signInEntry>;
export const signInEntries = z.object({ items: z.array(signInEntry) });

/** A key for programs. It acts as its owner, with those of its roles that the owner still has. */
export const apiToken = z.object({
  id,
  name: z.string(),
  owner: z.object({ id, name: z.string() }),
  roles: z.array(role),
  createdAt: instant,
  expiresAt: instant,
  lastUsedAt: instant.nullable(),
  lastAddress: z.string().nullable(),
});
export type ApiToken = z.infer<typeof apiToken>;
/** `everybody` is for administrators; others see their own. */
export const apiTokensQuery = pageQuery.extend({ of: z.enum(['me', 'everybody']).default('me') });
export const apiTokensPage = pageOf(apiToken);
export const createApiTokenBody = z.object({
  name: z.string().trim().min(1).max(100),
  roles: someRoles,
  expiresInDays: z.number().int().min(1).max(366),
});
/** `secret` is shown this once: only its hash is kept. Sent as `Authorization: Bearer <secret>`. */
export const createdApiToken = apiToken.extend({ secret: z.string() });
