import type { SecretValue } from '@fernwart/addon-kit';
import type { Language } from '@fernwart/contract';
import type { Sealer } from '../../platform/crypto/sealer.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Live } from '../../platform/live/live.ts';
import type { Log } from '../../platform/log/log.ts';
import { deskMailTexts, type MailTexts } from '../notifications/desk-mail-texts.ts';
import { type DeskValues, hoursText, type StoredSettings, usualPrefixes } from './model.ts';
import { smtpUrl } from './smtp-url.ts';
import { findSettings } from './store.ts';

/** What the environment decides; administrators only read it. */
export interface FixedSettings {
  readonly publicUrl: string | null;
  /** Null: not decided; `usualTimeZone` holds until somebody decides. */
  readonly timeZone: string | null;
  readonly usualTimeZone: string;
  readonly smtpUrl: SecretValue | null;
  readonly from: { readonly name: string; readonly address: string };
}

/** Where and as whom mails leave. */
export interface MailRoute {
  readonly url: SecretValue;
  readonly from: FixedSettings['from'];
  readonly requireTls: boolean;
  /** An administrator named the host, so it is looked at before it is connected to. */
  readonly checked: boolean;
}

/** What holds now on this node. Follows every node's changes as soon as they are durable. */
export interface Settings {
  readonly desk: DeskValues;
  readonly sendsMail: boolean;
  /** Null: no mail server is set, and mails wait. */
  mailRoute(): MailRoute | null;
  readonly mailTexts: MailTexts;
  /** When the desk is there, as a sentence; null: nobody has said. */
  hours(language: Language): string | null;
  /** Reads anew; resolves when this node knows. */
  refresh(): Promise<void>;
  close(): void;
}

export const passwordPurpose = 'settings:mail:password';
export const settingsTopic = 'settings';
const nothing: StoredSettings = { desk: {}, mail: null, mailTexts: {} };

export async function openSettings(deps: {
  db: Database;
  live: Live;
  log: Log;
  sealer: Sealer;
  fixed: FixedSettings;
}): Promise<Settings> {
  const { db, live, log, sealer, fixed } = deps;
  let stored = nothing;
  let reading = Promise.resolve();

  async function read(): Promise<void> {
    const rows = await findSettings(db);
    // Our own rows, written through the contract's schemas.
    stored = {
      desk: rows.desk?.value ?? {},
      mail: (rows.mail?.value ?? null) as StoredSettings['mail'],
      mailTexts: (rows.mailTexts?.value ?? {}) as StoredSettings['mailTexts'],
    };
  }
  /** One after the other: an answer that was asked for earlier must not overtake a later one. */
  function refresh(): Promise<void> {
    reading = reading.then(read, read);
    return reading;
  }
  const unsubscribe = live.subscribe((topic) => {
    if (topic !== null && topic !== settingsTopic) return;
    refresh().catch((error: unknown) => log.error('The settings could not be read', { error }));
  });
  await refresh();

  function desk(): DeskValues {
    const set = stored.desk;
    return {
      publicUrl: fixed.publicUrl ?? set.publicUrl ?? null,
      language: set.language ?? 'en',
      timeZone: fixed.timeZone ?? set.timeZone ?? fixed.usualTimeZone,
      hours: set.hours ?? [],
      prefixes: set.prefixes ?? usualPrefixes,
    };
  }

  return {
    get desk() {
      return desk();
    },
    get sendsMail() {
      return fixed.smtpUrl !== null || Boolean(stored.mail?.host);
    },
    mailRoute() {
      if (fixed.smtpUrl) return { url: fixed.smtpUrl, from: fixed.from, requireTls: false, checked: false };
      const { mail } = stored;
      if (!mail || mail.host === '') return null;
      const password = mail.password === null ? null : sealer.open(mail.password, passwordPurpose);
      return {
        url: smtpUrl(mail, password),
        from: { name: mail.fromName, address: mail.fromAddress },
        requireTls: mail.security === 'starttls',
        checked: true,
      };
    },
    mailTexts: (occasion, language) =>
      stored.mailTexts[occasion]?.[language] ?? deskMailTexts[occasion][language],
    hours(language) {
      const { hours, timeZone } = desk();
      return hoursText(hours, timeZone, language);
    },
    refresh,
    close: unsubscribe,
  };
}
