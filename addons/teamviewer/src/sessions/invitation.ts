import type { Host, NewMail, PersonSnapshot } from '@fernwart/addon-kit';
import { workflows } from '../shared/names.ts';
import { oneLine, type Say, sayIn } from '../shared/words.ts';

/** What an invitation says. */
export interface Invitation {
  readonly sessionId: string;
  /** 1 for the first; sending again makes the next. */
  readonly number: number;
  readonly activityId: string;
  readonly activityNumber: string;
  readonly activitySubject: string;
  readonly supporterName: string;
  readonly code: string;
  readonly link: string;
  readonly validUntil: Temporal.Instant;
}

/** Key of an invitation's mail: the same invitation is sent once. */
export function invitationKey(sessionId: string, number: number): string {
  return `invitation:${sessionId}:${number}`;
}

export function invitationOf(mailKey: string): { sessionId: string; number: number } | null {
  const match = /^invitation:([\w-]{10,64}):(\d{1,6})$/.exec(mailKey);
  if (match?.[1] === undefined) return null;
  return { sessionId: match[1], number: Number(match[2]) };
}

/** The mail to the initiator, in the initiator's language and time zone (acceptance 59). */
export function invitationMail(
  host: Pick<Host, 'text' | 'publicUrl'>,
  invitation: Invitation,
  to: PersonSnapshot & { readonly email: string },
): NewMail {
  const say = sayIn(host, to.language);
  const values = {
    name: oneLine(to.name, 100),
    number: invitation.activityNumber,
    subject: oneLine(invitation.activitySubject, 150),
    supporter: oneLine(invitation.supporterName, 100),
    code: invitation.code,
    link: invitation.link,
    until: localTime(invitation.validUntil, to),
    address: `${host.publicUrl}/portal/activities/${invitation.activityId}`,
  };
  return {
    key: invitationKey(invitation.sessionId, invitation.number),
    to: { name: values.name, address: to.email },
    subject: say('mail.invitation.subject', values),
    text: paragraphs(say, values)
      .map((paragraph) => paragraph.text)
      .join('\n\n'),
    html: html(say, to.language, values),
    activityId: invitation.activityId,
    onOutcome: { workflow: workflows.mailOutcome, context: { session: invitation.sessionId } },
  };
}

type Values = Readonly<
  Record<'name' | 'number' | 'subject' | 'supporter' | 'code' | 'link' | 'until' | 'address', string>
>;

/** `link` is what one is to press, `address` one that is read. */
function paragraphs(say: Say, values: Values): { kind: 'text' | 'link' | 'address'; text: string }[] {
  return [
    { kind: 'text', text: say('mail.invitation.greeting', values) },
    { kind: 'text', text: say('mail.invitation.who', values) },
    { kind: 'text', text: say('mail.invitation.open', values) },
    { kind: 'link', text: values.link },
    { kind: 'text', text: say('mail.invitation.code', values) },
    { kind: 'text', text: say('mail.invitation.what', values) },
    { kind: 'text', text: say('mail.invitation.unexpected', values) },
    { kind: 'text', text: say('mail.invitation.noReply', values) },
    { kind: 'address', text: values.address },
  ];
}

/** Values are escaped after they were filled in, so that no subject and no name can become markup. */
function html(say: Say, language: string, values: Values): string {
  const body = paragraphs(say, values).map(({ kind, text }) => {
    const safe = escaped(text);
    if (kind === 'text') return `<p>${safe}</p>`;
    if (kind === 'address') return `<p><a href="${safe}">${safe}</a></p>`;
    return (
      `<p><a href="${safe}" style="display:inline-block;padding:12px 20px;background:#0f5fd7;color:#ffffff;` +
      `text-decoration:none;border-radius:6px">${escaped(say('mail.invitation.button'))}</a></p><p>${safe}</p>`
    );
  });
  return (
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${escaped(say('mail.invitation.subject', values))}` +
    `</title></head><body style="font-family:sans-serif;line-height:1.5;max-width:640px">${body.join('')}</body></html>`
  );
}

function escaped(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, (letter) => entities[letter] ?? letter).replaceAll('\n', '<br>');
}

function localTime(at: Temporal.Instant, person: PersonSnapshot): string {
  return at.toZonedDateTimeISO(person.timeZone).toLocaleString(person.language, {
    dateStyle: 'full',
    timeStyle: 'short',
  });
}
