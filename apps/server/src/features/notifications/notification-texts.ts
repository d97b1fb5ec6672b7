import type { Language, Localized, NotificationKind } from '@fernwart/contract';

export interface NotificationMail {
  readonly name: string;
  readonly number: string;
  readonly subject: string;
  readonly by: string | null;
  readonly address: string;
  /** Where one chooses which of these mails one gets. */
  readonly profile: string;
}

const heads: Record<NotificationKind, Localized> = {
  assigned: { de: 'Ihnen zugewiesen', en: 'Assigned to you' },
  team: { de: 'An Ihr Team', en: 'For your team' },
  reply: { de: 'Antwort', en: 'Reply' },
  comment: { de: 'Kommentar', en: 'Comment' },
  session: { de: 'Session', en: 'Session' },
  ended: { de: 'Abgeschlossen', en: 'Ended' },
};

const sentences: Record<NotificationKind, Localized> = {
  assigned: { de: 'Ihnen wurde ein Vorgang zugewiesen', en: 'An activity was assigned to you' },
  team: { de: 'Ein Vorgang liegt bei Ihrem Team', en: 'An activity lies with your team' },
  reply: { de: 'Es gibt eine Antwort zu einem Vorgang', en: 'There is a reply on an activity' },
  comment: { de: 'Es gibt einen Kommentar zu einem Vorgang', en: 'There is a comment on an activity' },
  session: {
    de: 'Zu einer Session an einem Vorgang gibt es etwas Neues',
    en: 'There is something new about a session on an activity',
  },
  ended: { de: 'Ein Vorgang wurde abgeschlossen', en: 'An activity was ended' },
};

/** A short mail that leads to the activity: what was written stays in the console. */
export function notificationMailTexts(
  kind: NotificationKind,
  language: Language,
  mail: NotificationMail,
): { subject: string; text: string } {
  const by = mail.by === null ? '' : ` (${mail.by})`;
  const subject = `[${mail.number}] ${heads[kind][language]}: ${mail.subject}`;
  const text =
    language === 'de'
      ? `Guten Tag ${mail.name},\n\n${sentences[kind].de}${by}:\n${mail.number} „${mail.subject}“\n\nAnsehen: ${mail.address}\n\nAntworten auf diese E-Mail werden nicht gelesen. Welche dieser E-Mails Sie bekommen, wählen Sie hier: ${mail.profile}\n`
      : `Hello ${mail.name},\n\n${sentences[kind].en}${by}:\n${mail.number} "${mail.subject}"\n\nSee it: ${mail.address}\n\nReplies to this mail are not read. Choose here which of these mails you get: ${mail.profile}\n`;
  return { subject, text };
}
