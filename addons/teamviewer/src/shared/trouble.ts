import type { Language } from '@fernwart/addon-kit';
import { PERMISSIONS } from '@fernwart/teamviewer';
import { z } from 'zod';
import type { Say } from './words.ts';

/** Everything that can stand in the way, one code per sentence; each sentence says whose turn it is. */
export const troubleCodes = [
  'no_configuration',
  'not_connected',
  'sign_in_again',
  'missing_right',
  'slow_down',
  'session_limit',
  'try_later',
  'not_found',
  'bad_request',
  'our_fault',
  'no_group',
  'unclear',
  'never_clear',
  'code_refused',
  'activity_gone',
  'activity_closed',
] as const;

const troubleSchema = z.object({
  code: z.enum(troubleCodes),
  /** A permission's key, or `sessions.view`: both rights to view sessions, of which either would do. */
  right: z.string().optional(),
  until: z.string().optional(),
  /** TeamViewer's own words: hostile input, shown as text. */
  detail: z.string().optional(),
});
/** Plain JSON, as it is stored. */
export type Trouble = z.infer<typeof troubleSchema>;

export function readTrouble(stored: unknown): Trouble | null {
  return troubleSchema.safeParse(stored).data ?? null;
}

/** What an error of the TeamViewer client means, told by its shape: errors cross bundles. */
export function troubleOf(error: unknown): Trouble {
  const shape = errorSchema.safeParse(error).data;
  if (shape === undefined) return { code: 'our_fault' };
  const detail = shape.vendor?.error_description ?? shape.vendor?.error;
  return {
    code: shape.code,
    ...(shape.right === undefined
      ? {}
      : { right: shape.fn === 'GET /sessions' ? 'sessions.view' : shape.right.key }),
    ...(shape.until === undefined ? {} : { until: shape.until.toString() }),
    ...(detail === undefined ? {} : { detail: detail.slice(0, 300) }),
  };
}

const errorSchema = z.object({
  code: z.enum(troubleCodes),
  fn: z.string().optional(),
  right: z.object({ key: z.string() }).optional(),
  until: z.instanceof(Temporal.Instant).optional(),
  vendor: z.object({ error: z.string().optional(), error_description: z.string().optional() }).optional(),
});

/** Whether something thrown leaves open if its call took effect. */
export function isEffectUnknown(error: unknown): boolean {
  return z.object({ effectUnknown: z.literal(true) }).safeParse(error).success;
}

/** Whether something thrown is TeamViewer's (or the client's) no: then the call had no effect. */
export function isRefusal(error: unknown): boolean {
  return z.object({ code: z.enum(troubleCodes), effectUnknown: z.literal(false) }).safeParse(error).success;
}

/** Whether repeating later can help without anybody doing anything. */
export function isPassing(trouble: Trouble): boolean {
  return trouble.code === 'try_later' || trouble.code === 'slow_down';
}

/** The sentence, with whose turn it is. */
export function troubleText(say: Say, language: Language, trouble: Trouble): string {
  const sentence = say(`trouble.${trouble.code}`, { right: permissionLabel(trouble.right, language) });
  return trouble.detail === undefined
    ? sentence
    : `${sentence} ${say('trouble.detail', { detail: trouble.detail })}`;
}

/** A permission in the words of TeamViewer's form, e.g. `Session management → Create sessions`. */
export function permissionLabel(key: string | undefined, language: Language): string {
  const found = PERMISSIONS.filter((permission) => lackedRights(key).includes(permission.key));
  const entries = found.map(({ entry }) => entry[language]).join(' / ');
  return found[0] === undefined ? '–' : `${found[0].group[language]} → ${entries}`;
}

/**
 * The permissions that a refusal shows to be missing. The list of sessions opens with either right to view them, so
 * both are; one session alone is refused when it belongs to another account, and then it is "view all" (facts §5.3).
 */
export function lackedRights(right: string | undefined): readonly string[] {
  if (right === undefined) return [];
  return right === 'sessions.view' ? ['sessions.viewAll', 'sessions.viewOwn'] : [right];
}
