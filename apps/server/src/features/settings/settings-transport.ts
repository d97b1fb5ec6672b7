import type { MailTransport } from '../../platform/net/mail-transport.ts';
import type { SmtpSettings } from '../../platform/net/smtp-transport.ts';
import type { Settings } from './settings.ts';

/** Hands mails to the server that is set at that moment; null while none is. */
export function settingsTransport(
  settings: Settings,
  create: (smtp: SmtpSettings) => MailTransport,
): () => MailTransport | null {
  const transport: MailTransport = {
    async deliver(message, attempt) {
      // The password may just have been sealed under another key.
      await settings.refresh();
      const route = settings.mailRoute();
      if (!route) return { kind: 'later', reason: 'no mail server is set' };
      const { url, from, requireTls, checked } = route;
      return create({ url, from, requireTls, checkHost: checked }).deliver(message, attempt);
    },
  };
  return () => (settings.sendsMail ? transport : null);
}
