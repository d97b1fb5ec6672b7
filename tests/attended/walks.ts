import type { Page } from 'playwright-core';

/** One language of the journey: what stands on the pages, and how the session is handed over. */
export interface Walk {
  readonly locale: string;
  readonly language: 'de' | 'en';
  readonly login: string;
  readonly first: RegExp;
  readonly second: RegExp;
  readonly firstName: string;
  readonly secondName: string;
  readonly joinAsCustomer: RegExp;
  readonly subject: string;
  readonly accept: string;
  readonly create: string;
  readonly join: RegExp;
  readonly joinInBrowser: RegExp;
  readonly created: RegExp;
  mailSubject(number: string, subject: string): string;
  readonly mailAccepted: string;
  readonly online: string;
  readonly handOver: { readonly name: string; do(first: Page, second: Page): Promise<void> };
  readonly handedOver: RegExp;
  readonly sendAgain: string;
  readonly end: string;
  readonly connected: RegExp;
  readonly nothing: string;
  readonly expired: string;
  readonly supporter: Readonly<Record<'join' | 'minutes' | 'notes' | 'end', string>>;
}

const de: Walk = {
  locale: 'de-DE',
  language: 'de',
  login: 'anna',
  first: /Anna Bergmann/,
  second: /Ben Carter/,
  firstName: 'Anna Bergmann',
  secondName: 'Ben Carter',
  joinAsCustomer: /^Jetzt beitreten/,
  subject: 'Der Drucker <b>druckt</b> leere Etiketten',
  accept: 'Annehmen',
  create: 'TeamViewer Remote Session erstellen',
  join: /^Session als Supporter beitreten/,
  joinInBrowser: /^Session als Supporter aus dem Browser beitreten/,
  created:
    /TeamViewer-Session s[\d-]+ erstellt, gültig bis .* Erstellt von\s+Anna Bergmann\s+für\s+Rita Sommer/s,
  mailSubject: (number, subject) => `[${number}] Einladung zur Fernwartung: ${subject}`,
  mailAccepted: 'vom Mailserver angenommen',
  online: 'Der Kunde wartet oder ist verbunden.',
  handOver: {
    name: 'Weiterleiten',
    async do(first) {
      await first.getByRole('button', { name: 'Weiterleiten' }).click();
      const dialog = first.getByRole('dialog');
      await dialog.getByText('Verantwortlicher', { exact: true }).first().click();
      await dialog.getByRole('combobox', { name: 'Verantwortlicher' }).fill('Ben');
      await first.getByRole('option', { name: /Ben Carter/ }).click();
      await dialog.locator('button[type=submit]').click();
    },
  },
  handedOver: /von\s+Anna Bergmann\s+.*\s+Ben Carter/,
  sendAgain: 'Einladung erneut senden',
  end: 'Session beenden',
  connected: /1 Verbindung, Dauer 12/,
  nothing: 'Es hat keine TeamViewer-Session stattgefunden.',
  expired: 'abgelaufen',
  supporter: { join: 'Beitreten', minutes: 'Dauer in Minuten', notes: 'Notizen', end: 'Verbindung beenden' },
};

const en: Walk = {
  locale: 'en-GB',
  language: 'en',
  login: 'ben',
  first: /Ben Carter/,
  second: /Anna Bergmann/,
  firstName: 'Ben Carter',
  secondName: 'Anna Bergmann',
  joinAsCustomer: /^Join now/,
  subject: 'The label printer prints "blank" <labels>',
  accept: 'Accept',
  create: 'Create TeamViewer remote session',
  join: /^Join session as supporter(?! from)/,
  joinInBrowser: /^Join session as supporter from the browser/,
  created: /TeamViewer session s[\d-]+ created, valid until .* Created by\s+Ben Carter\s+for\s+Rita Sommer/s,
  mailSubject: (number, subject) => `[${number}] Invitation to remote support: ${subject}`,
  mailAccepted: 'accepted by the mail server',
  online: 'The customer is waiting or connected.',
  handOver: {
    name: 'Take over',
    async do(_first, second) {
      // Whoever takes over reads German.
      await second.getByRole('button', { name: 'Übernehmen' }).click();
    },
  },
  handedOver: /from\s+Ben Carter\s+to\s+Anna Bergmann/,
  sendAgain: 'Send invitation again',
  end: 'End session',
  connected: /1 connection, duration 12/,
  nothing: 'No TeamViewer session took place.',
  expired: 'expired',
  supporter: { join: 'Join', minutes: 'Duration in minutes', notes: 'Notes', end: 'End connection' },
};

export const walks = { de, en };
