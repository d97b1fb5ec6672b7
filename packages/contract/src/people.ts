import { z } from 'zod';
import { id, language, pageOf, pageQuery, teamRef } from './common.ts';

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
  active: z.boolean(),
  roles: z.array(role),
  teams: z.array(teamRef),
});
export type Person = z.infer<typeof person>;

export const peopleQuery = pageQuery.extend({
  search: z.string().max(200).optional(),
  role: role.optional(),
});
export const peoplePage = pageOf(person);

export const team = z.object({ id, name: z.string(), memberCount: z.number().int() });
export type Team = z.infer<typeof team>;
export const teamsAnswer = z.object({ items: z.array(team) });
