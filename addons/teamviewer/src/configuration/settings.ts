import type { ConfigurationSnapshot, SecretValue } from '@fernwart/addon-kit';
import { BASE_URL, type Licence, US_BASE_URL } from '@fernwart/teamviewer';
import { z } from 'zod';

/** A TeamViewer configuration as the add-on uses it. */
export interface Settings {
  readonly id: string;
  readonly name: string;
  readonly clientId: string;
  readonly clientSecret: SecretValue | null;
  readonly redirectUrl: string;
  readonly syncMode: 'legacy' | 'group';
  readonly baseUrl: string;
  /** Null: the token owner's own group with the lowest id. */
  readonly groupId: string | null;
  readonly licence: Licence;
  readonly pkce: boolean;
  readonly oneCodePerActivity: boolean;
  readonly endOnSolve: boolean;
  readonly grace: Temporal.Duration;
  readonly sessionLifetime: Temporal.Duration;
  readonly scriptToken: SecretValue | null;
  /** When the client secret or the script token ends, as an administrator entered it. */
  readonly credentialsUntil: Temporal.PlainDate | null;
}

const text = z.string().trim().catch('');
const number = z.union([z.number(), z.string().trim().min(1).transform(Number)]);
const schema = z.object({
  clientId: text,
  redirectUrl: text,
  syncMode: z.enum(['legacy', 'group']).catch('group'),
  region: z.enum(['eu', 'us']).catch('eu'),
  groupId: text,
  licence: z.enum(['free', 'business', 'premium', 'corporate']).catch('business'),
  pkce: z.boolean().catch(true),
  oneCodePerActivity: z.boolean().catch(false),
  endOnSolve: z.boolean().catch(false),
  graceMinutes: number.pipe(z.number().min(0).max(1440)).catch(10),
  sessionHours: number.pipe(z.number().min(1).max(168)).catch(24),
  credentialsUntil: z
    .string()
    .regex(/^\d{4}-\d\d-\d\d$/)
    .transform((day) => Temporal.PlainDate.from(day))
    .nullable()
    .catch(null),
});

/** Reads what is stored; a value that is missing or out of range becomes its default. */
export function readSettings(configuration: ConfigurationSnapshot): Settings {
  const values = schema.parse(configuration.values);
  return {
    id: configuration.id,
    name: configuration.name,
    clientId: values.clientId,
    clientSecret: secretOf(configuration, 'clientSecret'),
    redirectUrl: values.redirectUrl,
    syncMode: values.syncMode,
    baseUrl: values.region === 'us' ? US_BASE_URL : BASE_URL,
    groupId: values.groupId === '' ? null : values.groupId,
    licence: values.licence,
    pkce: values.pkce,
    oneCodePerActivity: values.oneCodePerActivity,
    endOnSolve: values.endOnSolve,
    grace: Temporal.Duration.from({ seconds: Math.round(values.graceMinutes * 60) }),
    sessionLifetime: Temporal.Duration.from({ minutes: Math.round(values.sessionHours * 60) }),
    scriptToken: secretOf(configuration, 'scriptToken'),
    credentialsUntil: values.credentialsUntil,
  };
}

/** Fields that the authorization still lacks (acceptance 27), as keys of their titles. */
export function missingForAuthorization(settings: Settings): string[] {
  const missing: string[] = [];
  if (settings.clientId === '') missing.push('field.clientId');
  if (settings.clientSecret === null) missing.push('field.clientSecret');
  if (settings.redirectUrl === '') missing.push('field.redirectUrl');
  return missing;
}

function secretOf(configuration: ConfigurationSnapshot, name: string): SecretValue | null {
  const secret = configuration.secrets[name];
  return secret === undefined || secret.reveal() === '' ? null : secret;
}
