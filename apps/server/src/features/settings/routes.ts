import {
  deskHours,
  deskMailText,
  deskMailTextsAnswer,
  deskSettings,
  language,
  mailPreview,
  mailSettings,
  mailTextBody,
  testMailAnswer,
  testMailBody,
  updateDeskBody,
  updateMailBody,
} from '@fernwart/contract';
import { z } from 'zod';
import type { Clock } from '../../platform/clock/clock.ts';
import type { Router } from '../../platform/http/route.ts';
import type { ChangeSettings } from './change-settings.ts';
import type { MailTextsService } from './mail-texts.ts';
import { hoursText, isOpen, opensAt } from './model.ts';
import type { Settings } from './settings.ts';
import type { SendTestMail } from './test-mail.ts';

const path = '/api/v1/settings';
const which = z.object({ occasion: z.string().max(40), language });

/** Administrators set, auditors read. */
export function settingsRoutes(
  router: Router,
  deps: {
    clock: Clock;
    settings: Settings;
    change: ChangeSettings;
    mailTexts: MailTextsService;
    sendTestMail: SendTestMail;
  },
): void {
  const { clock, settings, change, mailTexts, sendTestMail } = deps;

  router.add({
    method: 'GET',
    path: '/api/v1/desk',
    summary: 'When the desk is there',
    who: 'signed_in',
    answer: deskHours,
    async handle() {
      const { hours, timeZone } = settings.desk;
      const [de, en] = [hoursText(hours, null, 'de'), hoursText(hours, null, 'en')];
      return {
        hours,
        timeZone,
        open: isOpen(hours, timeZone, clock.now()),
        opensAt: opensAt(hours, timeZone, clock.now())?.toString() ?? null,
        text: de === null || en === null ? null : { de, en },
      };
    },
  });
  router.add({
    method: 'GET',
    path: `${path}/desk`,
    summary: 'Public address, language, time zone, hours and number prefixes',
    who: 'administrator_or_auditor',
    answer: deskSettings,
    handle: () => change.desk(),
  });
  router.add({
    method: 'PATCH',
    path: `${path}/desk`,
    summary: 'Change them; every node follows at once',
    who: 'administrator',
    body: updateDeskBody,
    answer: deskSettings,
    handle: ({ actor, body, address, requestId }) => change.updateDesk(actor, body, { address, requestId }),
  });
  router.add({
    method: 'GET',
    path: `${path}/mail`,
    summary: 'The mail server and the sender, without the password',
    who: 'administrator_or_auditor',
    answer: mailSettings,
    handle: () => change.mail(),
  });
  router.add({
    method: 'PUT',
    path: `${path}/mail`,
    summary: 'Set them; a stored password is kept for the same server and user alone',
    who: 'administrator',
    body: updateMailBody,
    answer: mailSettings,
    handle: ({ actor, body, address, requestId }) => change.updateMail(actor, body, { address, requestId }),
  });
  router.add({
    method: 'POST',
    path: `${path}/mail/test`,
    summary: 'Send a test mail now, and answer what the mail server said',
    who: 'administrator',
    body: testMailBody,
    answer: testMailAnswer,
    handle: ({ actor, body, address, requestId }) => sendTestMail(actor, body.to, { address, requestId }),
  });
  router.add({
    method: 'GET',
    path: `${path}/mail-texts`,
    summary: "The texts of the desk's mails in every language",
    who: 'administrator_or_auditor',
    answer: deskMailTextsAnswer,
    handle: async () => ({ items: mailTexts.list() }),
  });
  router.add({
    method: 'PUT',
    path: `${path}/mail-texts/:occasion/:language`,
    summary: 'Change the text of a mail',
    who: 'administrator',
    params: which,
    body: mailTextBody,
    answer: deskMailText,
    handle: ({ actor, params, body, address, requestId }) =>
      mailTexts.save(actor, params, body, { address, requestId }),
  });
  router.add({
    method: 'DELETE',
    path: `${path}/mail-texts/:occasion/:language`,
    summary: 'Take back the text of a mail as it came',
    who: 'administrator',
    params: which,
    handle: ({ actor, params, address, requestId }) => mailTexts.reset(actor, params, { address, requestId }),
  });
  router.add({
    method: 'POST',
    path: `${path}/mail-texts/:occasion/:language/preview`,
    summary: 'How a text would look, with values as they could be; nothing is stored',
    who: 'administrator',
    params: which,
    body: mailTextBody,
    answer: mailPreview,
    handle: async ({ params, body }) => mailTexts.preview(params, body),
  });
}
