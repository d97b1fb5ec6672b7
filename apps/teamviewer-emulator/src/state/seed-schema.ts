import { z } from 'zod';
import { articlePermissions, permissionNames } from './permissions.ts';

const permissions = z
  .union([
    z.literal('article').transform(() => [...articlePermissions]),
    z.array(z.string().refine((name) => permissionNames.has(name), 'no such permission')),
  ])
  .default([...articlePermissions]);

const level = z.enum(['user', 'company']);
const instant = z.iso.datetime();
const onlineState = z.enum(['Online', 'Busy', 'Away', 'Offline']);

const userSeed = z.strictObject({
  id: z
    .string()
    .regex(/^u\d+$/)
    .optional(),
  name: z.string(),
  email: z.string(),
  password: z.string(),
  administrator: z.boolean().default(false),
  active: z.boolean().default(true),
  rights: z.array(z.string()).optional(),
  language: z.string().default('de'),
  logSessions: z.boolean().default(true),
});

const groupSeed = z.strictObject({
  id: z
    .string()
    .regex(/^g\d+$/)
    .optional(),
  name: z.string(),
  /** E-mail address of the owner. */
  owner: z.string(),
  sharedWith: z
    .array(
      z.strictObject({
        user: z.string(),
        permissions: z.enum(['read', 'readwrite', 'full']).default('read'),
      }),
    )
    .default([]),
});

const appSeed = z.strictObject({
  name: z.string(),
  description: z.string().default(''),
  owner: z.string(),
  clientId: z.string().optional(),
  clientSecret: z.string().optional(),
  redirectUri: z.string(),
  level: level.default('user'),
  permissions,
});

const scriptTokenSeed = z.strictObject({
  name: z.string().default('script'),
  token: z.string().optional(),
  owner: z.string(),
  level: level.default('user'),
  permissions,
});

const deviceSeed = z.strictObject({
  id: z
    .string()
    .regex(/^d\d+$/)
    .optional(),
  teamviewerId: z.number().int().positive(),
  alias: z.string().default(''),
  description: z.string().default(''),
  /** Name of a group of this seed or of the company. */
  group: z.string(),
  online: onlineState.default('Offline'),
  assigned: z.boolean().default(true),
  lastSeen: instant.nullable().default(null),
});

const contactSeed = z.strictObject({
  name: z.string(),
  email: z.string(),
  group: z.string(),
  description: z.string().default(''),
  invited: z.boolean().default(false),
});

const managedGroupSeed = z.strictObject({ id: z.guid().optional(), name: z.string() });

const managedDeviceSeed = z.strictObject({
  id: z.guid().optional(),
  name: z.string(),
  teamviewerId: z.number().int().positive(),
  groups: z.array(z.string()).default([]),
  pendingGroups: z.array(z.string()).default([]),
  online: z.boolean().default(false),
  lastSeen: instant.nullable().default(null),
  companyManaged: z.boolean().default(false),
  /** E-mail addresses of the accounts that manage it directly. */
  managers: z.array(z.string()).default([]),
});

const companySeed = z.strictObject({
  id: z.number().int().positive().optional(),
  name: z.string(),
  licence: z
    .strictObject({
      type: z.enum(['Free', 'Business', 'Premium', 'Corporate', 'Tensor']).default('Corporate'),
      active: z.boolean().default(true),
      simultaneousSessions: z.number().int().positive().nullable().default(null),
      eventLogging: z.boolean().default(true),
    })
    .prefault({}),
  users: z.array(userSeed).min(1),
  groups: z.array(groupSeed).default([]),
  apps: z.array(appSeed).default([]),
  scriptTokens: z.array(scriptTokenSeed).default([]),
  devices: z.array(deviceSeed).default([]),
  contacts: z.array(contactSeed).default([]),
  managedGroups: z.array(managedGroupSeed).default([]),
  managedDevices: z.array(managedDeviceSeed).default([]),
});

/** What a seed file holds: any number of companies, each with all that belongs to it. */
export const seedSchema = z.strictObject({ companies: z.array(companySeed) });

/** A seed as one writes it: everything with a default may be left out. */
export type SeedFile = z.input<typeof seedSchema>;
export type Seed = z.output<typeof seedSchema>;
export type CompanySeed = Seed['companies'][number];
