import { z } from 'zod';

const email = z.string();
const code = z.string();

/** What a test can have customers, supporters and administrators do without a browser. */
export const playSchema = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('customer-joins'), code, name: z.string().default('Kunde') }),
  z.strictObject({ action: z.literal('customer-leaves'), code }),
  z.strictObject({
    action: z.literal('supporter-joins'),
    code,
    email: email.optional(),
    mode: z.enum(['native', 'browser']).default('native'),
  }),
  z.strictObject({
    action: z.literal('connection-ends'),
    code,
    minutes: z.number().positive().optional(),
    rating: z.number().int().min(1).max(5).optional(),
    comment: z.string().default(''),
    notes: z.string().default(''),
  }),
  z.strictObject({
    action: z.literal('attended-connection'),
    code,
    minutes: z.number().positive(),
    name: z.string().default('Kunde'),
    email: email.optional(),
    mode: z.enum(['native', 'browser']).default('native'),
    rating: z.number().int().min(1).max(5).optional(),
    comment: z.string().default(''),
    notes: z.string().default(''),
  }),
  z.strictObject({
    action: z.literal('unattended-connection'),
    teamviewerId: z.number().int().positive(),
    email,
    minutes: z.number().positive(),
    start: z.iso.datetime().optional(),
    notes: z.string().default(''),
  }),
  z.strictObject({
    action: z.literal('create-app'),
    email,
    name: z.string(),
    description: z.string().default(''),
    redirectUri: z.string(),
    level: z.enum(['user', 'company']).default('user'),
    permissions: z.array(z.string()).optional(),
  }),
  z.strictObject({
    action: z.literal('allow'),
    email,
    clientId: z.string(),
    redirectUri: z.string().optional(),
    state: z.string().optional(),
    codeChallenge: z.string().optional(),
    codeChallengeMethod: z.enum(['S256', 'plain']).default('S256'),
  }),
  z.strictObject({
    action: z.literal('script-token'),
    email,
    permissions: z.array(z.string()).optional(),
    level: z.enum(['user', 'company']).default('user'),
  }),
  z.strictObject({
    action: z.literal('revoke-tokens'),
    clientId: z.string().optional(),
    token: z.string().optional(),
  }),
  z.strictObject({ action: z.literal('expire-access-tokens'), clientId: z.string().optional() }),
  z.strictObject({
    action: z.literal('change-permissions'),
    clientId: z.string(),
    permissions: z.array(z.string()),
    grantedToo: z.boolean().default(true),
  }),
  z.strictObject({ action: z.literal('deactivate-user'), email }),
  z.strictObject({
    action: z.literal('device-online'),
    teamviewerId: z.number().int().positive(),
    online: z.boolean(),
  }),
]);

export type Play = z.output<typeof playSchema>;
