import { Secret } from '@fernwart/addon-kit';
import type { DeskSettings, MailSettings, updateDeskBody, updateMailBody } from '@fernwart/contract';
import type { z } from 'zod';
import type { Clock } from '../../platform/clock/clock.ts';
import type { Sealer } from '../../platform/crypto/sealer.ts';
import type { Database, Tx } from '../../platform/db/database.ts';
import type { Actor } from '../../platform/http/actor.ts';
import { Problem } from '../../platform/http/problem.ts';
import type { Live } from '../../platform/live/live.ts';
import type { Audit } from '../audit/audit.ts';
import { type DeskValues, flawedHours, type MailValues, type StoredSettings } from './model.ts';
import { type FixedSettings, passwordPurpose, type Settings, settingsTopic } from './settings.ts';
import { findSetting, prefixIsTaken, type SettingName, saveSetting } from './store.ts';

export interface From {
  readonly address: string;
  readonly requestId: string;
}
export interface ChangeDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly live: Live;
  readonly audit: Audit;
  readonly sealer: Sealer;
  readonly settings: Settings;
  readonly fixed: FixedSettings;
  /** The origin that an administrator may name as the public one, in its one spelling; null: none. */
  readonly publicOrigin: (text: string) => string | null;
}

/** Rejects with `stale_version`, `wrong_state` for what the environment decides, or `invalid_input`. */
export interface ChangeSettings {
  desk(): Promise<DeskSettings>;
  updateDesk(actor: Actor, body: z.output<typeof updateDeskBody>, from: From): Promise<DeskSettings>;
  mail(): Promise<MailSettings>;
  updateMail(actor: Actor, body: z.output<typeof updateMailBody>, from: From): Promise<MailSettings>;
  /** `change` answers what is to be stored, from what is. */
  update<Name extends SettingName>(
    name: Name,
    version: number | null,
    change: (stored: StoredSettings[Name] | null, tx: Tx) => Promise<StoredSettings[Name]>,
    record: {
      actor: Actor;
      from: From;
      shown: (stored: StoredSettings[Name] | null) => Record<string, unknown>;
    },
  ): Promise<void>;
}

const variables = { publicUrl: 'FERNWART_PUBLIC_URL', timeZone: 'FERNWART_TIME_ZONE' } as const;

export function createChangeSettings(deps: ChangeDeps): ChangeSettings {
  const { db, clock, live, audit, sealer, settings, fixed, publicOrigin } = deps;

  const update: ChangeSettings['update'] = async (name, version, change, { actor, from, shown }) => {
    await db.transaction(async (tx) => {
      const before = await findSetting(tx, name);
      type Stored = Awaited<ReturnType<typeof change>>;
      const stored = before.value as Stored | null;
      if (version !== null && before.version !== version) throw new Problem('stale_version');
      const after = await change(stored, tx);
      if (!(await saveSetting(tx, name, after, before.version, clock.now())))
        throw new Problem('stale_version');
      await audit.record(tx, {
        actor: actor.name,
        actorId: actor.id,
        action: 'settings.update',
        outcome: 'done',
        subject: `settings:${name}`,
        ...from,
        details: differences(shown(stored), shown(after)),
      });
      await live.touch(tx, settingsTopic);
    });
    // What is asked on this node right now is answered by what was just saved.
    await settings.refresh();
  };

  async function desk(): Promise<DeskSettings> {
    const { version } = await findSetting(db, 'desk');
    return {
      ...settings.desk,
      version,
      fixed: {
        publicUrl: fixed.publicUrl === null ? null : variables.publicUrl,
        timeZone: fixed.timeZone === null ? null : variables.timeZone,
      },
    };
  }

  async function mail(): Promise<MailSettings> {
    const { value, version } = await findSetting(db, 'mail');
    const stored = value as MailValues | null;
    if (fixed.smtpUrl !== null) return { ...fromUrl(fixed), version, fixed: 'SMTP_URL' };
    return {
      host: stored?.host ?? '',
      port: stored?.port ?? 587,
      security: stored?.security ?? 'starttls',
      user: stored?.user ?? null,
      passwordStored: stored?.password != null,
      fromName: stored?.fromName ?? fixed.from.name,
      fromAddress: stored?.fromAddress ?? fixed.from.address,
      sends: stored !== null && stored.host !== '',
      version,
      fixed: null,
    };
  }

  return {
    desk,
    mail,
    update,
    async updateDesk(actor, { version, ...given }, from) {
      const change = withoutUndefined(given);
      for (const name of ['publicUrl', 'timeZone'] as const)
        if (name in change && fixed[name] !== null && change[name] !== fixed[name])
          throw isFixed(variables[name]);
      if (change.publicUrl === '') change.publicUrl = null;
      if (typeof change.publicUrl === 'string') change.publicUrl = acceptedOrigin(change.publicUrl, actor);
      const flaw = flawedHours(change.hours ?? []);
      if (flaw !== null) throw flawed(`hours.${flaw}`, hoursFlaw, actor);
      await update(
        'desk',
        version,
        async (stored, tx) => {
          const after = { ...stored, ...change };
          if (change.prefixes) await assertPrefixes(tx, change.prefixes, actor);
          return after;
        },
        { actor, from, shown: (stored) => ({ ...stored }) },
      );
      return desk();
    },
    async updateMail(actor, { version, password, ...given }, from) {
      if (fixed.smtpUrl !== null) throw isFixed('SMTP_URL');
      if (given.host !== '' && !isHost(given.host)) throw flawed('host', hostFlaw, actor);
      if (![25, 465, 587].includes(given.port) && given.port < 1024) throw flawed('port', portFlaw, actor);
      await update(
        'mail',
        version,
        async (stored) => {
          // A stored password goes to no other server than the one it was given for.
          const kept = stored?.host === given.host && stored.user === given.user ? stored.password : null;
          const sealed = password ? sealer.seal(new Secret(password), passwordPurpose) : null;
          return { ...given, password: password === undefined ? kept : sealed };
        },
        {
          actor,
          from,
          shown: (stored) => ({ ...stored, password: stored?.password == null ? 'none' : 'stored' }),
        },
      );
      return mail();
    },
  };

  function acceptedOrigin(text: string, actor: Actor): string {
    const origin = publicOrigin(text);
    if (origin === null) throw flawed('publicUrl', addressFlaw, actor);
    return origin;
  }
}

async function assertPrefixes(tx: Tx, prefixes: DeskValues['prefixes'], actor: Actor): Promise<void> {
  if (new Set(Object.values(prefixes)).size < 3) throw flawed('prefixes', prefixFlaw, actor);
  for (const kind of ['incident', 'service_request', 'ticket'] as const)
    if (await prefixIsTaken(tx, kind, prefixes[kind])) throw flawed(`prefixes.${kind}`, prefixFlaw, actor);
}

/** What the environment's address says, but for its password. */
function fromUrl(fixed: FixedSettings): Omit<MailSettings, 'version' | 'fixed'> {
  const url = new URL(fixed.smtpUrl?.reveal() ?? '');
  const secure = url.protocol === 'smtps:';
  return {
    host: url.hostname,
    port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
    security: secure ? 'tls' : 'none',
    user: url.username === '' ? null : decodeURIComponent(url.username),
    passwordStored: url.password !== '',
    fromName: fixed.from.name,
    fromAddress: fixed.from.address,
    sends: true,
  };
}

function isHost(text: string): boolean {
  return /^[\p{L}\p{N}]([\p{L}\p{N}.-]*[\p{L}\p{N}])?$/u.test(text) || /^\[[0-9a-f:.]+\]$/i.test(text);
}

function withoutUndefined<T extends object>(members: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

function differences(
  before: Record<string, unknown>,
  after: Record<string, unknown>,
): Record<string, unknown> {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]),
  );
  const only = (all: Record<string, unknown>) =>
    Object.fromEntries(names.map((name) => [name, all[name] ?? null]));
  return { before: only(before), after: only(after) };
}

function isFixed(variable: string): Problem {
  return new Problem('wrong_state', {
    detail: {
      de: `Das legt die Umgebung des Servers fest (${variable}).`,
      en: `The server's environment decides this (${variable}).`,
    },
  });
}

type Sentence = { readonly de: string; readonly en: string };
export function flawed(path: string, detail: Sentence, { language }: Pick<Actor, 'language'>): Problem {
  return new Problem('invalid_input', { detail, errors: [{ path, message: detail[language] }] });
}
const hoursFlaw = {
  de: 'Eine Zeit endet, bevor sie beginnt, oder überschneidet sich mit einer anderen.',
  en: 'A time ends before it begins, or overlaps another one.',
};
const addressFlaw = {
  de: 'Gebraucht wird eine https-Adresse ohne Pfad, zum Beispiel https://desk.example.org.',
  en: 'This takes an https address without a path, e.g. https://desk.example.org.',
};
const hostFlaw = {
  de: 'Das ist kein Name und keine Adresse eines Mailservers.',
  en: 'This is no name and no address of a mail server.',
};
const portFlaw = {
  de: 'Mailserver nehmen Mails an den Ports 25, 465 und 587 an, oder an einem ab 1024.',
  en: 'Mail servers take mails at ports 25, 465 and 587, or at one from 1024 on.',
};
const prefixFlaw = {
  de: 'Jede Art braucht ein eigenes Präfix; auch Nummern früherer Vorgänge dürfen nicht noch einmal entstehen.',
  en: 'Each kind needs a prefix of its own; numbers of earlier activities must not come up again either.',
};
