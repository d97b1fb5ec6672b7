import { Secret } from '@fernwart/addon-kit';
import type { ConfigurationProblems } from './problems.ts';
import type { Environment } from './read-environment.ts';
import type { MailConfig } from './server-config.ts';

const nobody = { name: 'Fernwart', address: 'fernwart@localhost' };
const address = /^[^\s@<>]+@[^\s@<>]+$/;

export function decideMail(environment: Environment, problems: ConfigurationProblems): MailConfig {
  const { SMTP_URL: smtp, FERNWART_MAIL_FROM: from } = environment;
  return { smtpUrl: decideSmtp(smtp, problems), from: decideFrom(from, smtp !== undefined, problems) };
}

function decideSmtp(text: string | undefined, problems: ConfigurationProblems): Secret | null {
  if (text === undefined) return null;
  const url = URL.parse(text);
  if (!url || !/^smtps?:$/.test(url.protocol) || url.hostname === '') {
    problems.add(
      'SMTP_URL',
      'This is no address of a mail server.',
      'Write smtp://host:port or smtps://user:password@host.',
    );
  }
  return new Secret(text);
}

function decideFrom(
  text: string | undefined,
  needed: boolean,
  problems: ConfigurationProblems,
): MailConfig['from'] {
  if (text === undefined) {
    if (needed) {
      problems.add(
        'FERNWART_MAIL_FROM',
        'It is missing, and SMTP_URL is set.',
        'Set it to the sender, e.g. Service Desk <desk@example.org>.',
      );
    }
    return nobody;
  }
  const named = /^([^<>\r\n]*)<([^<>]*)>$/.exec(text);
  const name = named?.[1]?.trim().replaceAll(/^"|"$/g, '') ?? '';
  const sender = { name: name === '' ? nobody.name : name, address: (named?.[2] ?? text).trim() };
  if (address.test(sender.address)) return sender;
  problems.add(
    'FERNWART_MAIL_FROM',
    `"${text}" is no sender.`,
    'Write desk@example.org or Service Desk <desk@example.org>.',
  );
  return nobody;
}
