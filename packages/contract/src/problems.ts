import { z } from 'zod';
import type { Localized } from './common.ts';

/** Whose turn it is: the caller's (`yours`), the system's (`ours`: a bug or a limit), somebody outside's (`theirs`). */
export type Turn = 'yours' | 'ours' | 'theirs';
export interface ProblemKind {
  status: number;
  turn: Turn;
  title: Localized;
}

function kind(status: number, turn: Turn, de: string, en: string): ProblemKind {
  return { status, turn, title: { de, en } };
}

/** The catalogue of every problem the API answers with (RFC 9457). Its codes are public and never change meaning. */
export const problemKinds = {
  malformed_json: kind(
    400,
    'yours',
    'Der Inhalt der Anfrage ist kein gültiges JSON.',
    'The body of the request is not valid JSON.',
  ),
  invalid_input: kind(400, 'yours', 'Einige Angaben sind ungültig.', 'Some of the input is invalid.'),
  not_signed_in: kind(401, 'yours', 'Bitte melden Sie sich an.', 'Please sign in.'),
  wrong_credentials: kind(
    401,
    'yours',
    'Anmeldename oder Kennwort ist falsch.',
    'The login or the password is wrong.',
  ),
  not_allowed: kind(403, 'yours', 'Dafür fehlt Ihnen die Berechtigung.', 'You are not allowed to do this.'),
  cross_site: kind(
    403,
    'yours',
    'Die Anfrage kam von einer fremden Seite und wurde abgelehnt.',
    'The request came from another site and was refused.',
  ),
  not_found: kind(
    404,
    'yours',
    'Das gibt es nicht, oder Sie dürfen es nicht sehen.',
    'This does not exist, or you may not see it.',
  ),
  method_not_allowed: kind(
    405,
    'yours',
    'Diese Methode gibt es hier nicht.',
    'This method does not exist here.',
  ),
  stale_version: kind(
    409,
    'yours',
    'Jemand anders hat das inzwischen geändert. Laden Sie neu und wiederholen Sie die Änderung.',
    'Somebody else has changed this meanwhile. Reload and repeat your change.',
  ),
  wrong_state: kind(
    409,
    'yours',
    'Das ist im jetzigen Zustand nicht möglich.',
    'This is not possible in the present state.',
  ),
  already_exists: kind(409, 'yours', 'Das gibt es schon.', 'This exists already.'),
  busy: kind(
    409,
    'yours',
    'Das läuft gerade schon. Warten Sie, bis es fertig ist.',
    'This is under way already. Wait until it has finished.',
  ),
  too_large: kind(413, 'yours', 'Die Anfrage ist zu groß.', 'The request is too large.'),
  unsupported_media_type: kind(
    415,
    'yours',
    'Dieses Format wird hier nicht angenommen.',
    'This format is not accepted here.',
  ),
  package_refused: kind(422, 'yours', 'Das Paket wurde abgelehnt.', 'The package was refused.'),
  too_many_requests: kind(
    429,
    'yours',
    'Zu viele Anfragen. Versuchen Sie es gleich noch einmal.',
    'Too many requests. Try again in a moment.',
  ),
  addon_failed: kind(
    502,
    'theirs',
    'Das Add-on konnte das nicht ausführen.',
    'The add-on could not do this.',
  ),
  addon_timeout: kind(
    504,
    'theirs',
    'Das Add-on hat nicht rechtzeitig geantwortet.',
    'The add-on did not answer in time.',
  ),
  not_ready: kind(503, 'ours', 'Der Dienst ist noch nicht bereit.', 'The service is not ready yet.'),
  internal: kind(
    500,
    'ours',
    'Ein unerwarteter Fehler ist aufgetreten. Er wurde protokolliert.',
    'An unexpected error occurred. It has been logged.',
  ),
} as const satisfies Record<string, ProblemKind>;

export type ProblemCode = keyof typeof problemKinds;
export const problemCodes = Object.keys(problemKinds) as [ProblemCode, ...ProblemCode[]];

/** `application/problem+json` as every error of the API arrives. */
export const problem = z.object({
  /** `/problems/<code>` */
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  /** A sentence about this very case, in the reader's language. */
  detail: z.string().optional(),
  code: z.string(),
  turn: z.enum(['yours', 'ours', 'theirs']),
  /** The request's id, as it stands in the log. */
  instance: z.string(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});
export type Problem = z.infer<typeof problem>;
