import {
  type DeskMailText,
  type DeskSettings,
  deskMailText,
  deskMailTextsAnswer,
  deskSettings,
  type MailSettings,
  mailPreview,
  mailSettings,
  type TestMailAnswer,
  testMailAnswer,
  type updateDeskBody,
  type updateMailBody,
} from '@fernwart/contract';
import { queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import { command, request } from '../../app/api/request.ts';

const meta = { topics: ['settings'] };

export const deskSettingsQuery = queryOptions({
  queryKey: ['settings', 'desk'],
  queryFn: ({ signal }) => request('GET', '/settings/desk', deskSettings, { signal }),
  meta,
});
export function updateDesk(body: z.input<typeof updateDeskBody>): Promise<DeskSettings> {
  return request('PATCH', '/settings/desk', deskSettings, { body });
}
export const mailSettingsQuery = queryOptions({
  queryKey: ['settings', 'mail'],
  queryFn: ({ signal }) => request('GET', '/settings/mail', mailSettings, { signal }),
  meta,
});
export function updateMail(body: z.input<typeof updateMailBody>): Promise<MailSettings> {
  return request('PUT', '/settings/mail', mailSettings, { body });
}
export function sendTestMail(to: string): Promise<TestMailAnswer> {
  return request('POST', '/settings/mail/test', testMailAnswer, { body: { to } });
}

export type Text = Pick<DeskMailText, 'subject' | 'text'>;
type Which = Pick<DeskMailText, 'occasion' | 'language'>;
const pathOf = ({ occasion, language }: Which) => `/settings/mail-texts/${occasion}/${language}`;

export const mailTextsQuery = queryOptions({
  queryKey: ['settings', 'mail-texts'],
  queryFn: ({ signal }) => request('GET', '/settings/mail-texts', deskMailTextsAnswer, { signal }),
  meta,
});
export function saveMailText(which: Which, body: Text): Promise<DeskMailText> {
  return request('PUT', pathOf(which), deskMailText, { body });
}
export function resetMailText(which: Which): Promise<void> {
  return command('DELETE', pathOf(which));
}
export function mailPreviewQuery(which: Which, body: Text) {
  return queryOptions({
    queryKey: ['mail-preview', which.occasion, which.language, body],
    queryFn: ({ signal }) => request('POST', `${pathOf(which)}/preview`, mailPreview, { body, signal }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
  });
}
