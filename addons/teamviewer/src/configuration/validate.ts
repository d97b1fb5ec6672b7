import { z } from 'zod';
import type { Say } from '../shared/words.ts';

const text = z.string().trim().catch('');
const number = z.coerce.number();

/** What is wrong with the values, per field, in sentences. Empty fields are allowed: one saves what one has so far. */
export function validateValues(
  values: Readonly<Record<string, unknown>>,
  say: Say,
  ownCallbackUrl: string,
): Record<string, string> {
  const errors: Record<string, string> = {};
  const clientId = text.parse(values['clientId']);
  if (clientId !== '' && !/^[\x21-\x7e]{4,200}$/.test(clientId)) errors['clientId'] = say('invalid.clientId');
  const redirectUrl = text.parse(values['redirectUrl']);
  if (redirectUrl !== '' && redirectUrl !== ownCallbackUrl && !isAcceptableRedirect(redirectUrl))
    errors['redirectUrl'] = say('invalid.redirectUrl');
  const groupId = text.parse(values['groupId']);
  if (groupId !== '' && !/^g\d{1,20}$/.test(groupId)) errors['groupId'] = say('invalid.groupId');
  if (!within(values['graceMinutes'], 0, 1440)) errors['graceMinutes'] = say('invalid.graceMinutes');
  if (!within(values['sessionHours'], 1, 168)) errors['sessionHours'] = say('invalid.sessionHours');
  return errors;
}

/** Any https page will do, as the article's does; plain http only on this machine, where no network carries the code. */
function isAcceptableRedirect(value: string): boolean {
  const url = URL.parse(value);
  if (url === null || url.hash !== '' || url.username !== '' || url.password !== '') return false;
  if (url.protocol === 'https:') return true;
  return url.protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
}

function within(value: unknown, min: number, max: number): boolean {
  if (value === undefined || value === null || value === '') return true;
  const read = number.safeParse(value).data;
  return read !== undefined && read >= min && read <= max;
}
