import { Secret } from '@fernwart/addon-kit';
import type { Invitation, Language, Localized } from '@fernwart/contract';
import type { Clock } from '../../platform/clock/clock.ts';
import type { Database, Tx } from '../../platform/db/database.ts';
import type { Actor } from '../../platform/http/actor.ts';
import { Problem } from '../../platform/http/problem.ts';
import type { Live } from '../../platform/live/live.ts';
import type { Audit } from '../audit/audit.ts';
import type { Mails } from '../notifications/mails.ts';
import { hashPassword } from './password.ts';
import {
  deletePasswordLinksOf,
  findPasswordLink,
  type PasswordLinkRow,
  replacePasswordLink,
  usePasswordLink,
} from './password-link-store.ts';
import { invites, passwordFlaw } from './policy.ts';
import type { Caller, SignIn } from './sign-in.ts';
import { deleteSignInsOf } from './sign-in-store.ts';
import { findPerson, type PersonRow, updatePassword } from './store.ts';
import { hashToken, newToken } from './token.ts';

/** Over a weekend. */
const lifetime = Temporal.Duration.from({ hours: 72 });

export type PasswordSet =
  | { readonly kind: 'done'; readonly token: string }
  | { readonly kind: 'gone' }
  | { readonly kind: 'flawed'; readonly flaw: Localized };

export interface Invitations {
  /** Rejects with `not_found`, `not_allowed`, or `wrong_state` where nobody could use or receive the link. */
  invite(
    actor: Actor,
    personId: string,
    by: 'mail' | 'link',
    from: Pick<Caller, 'address' | 'requestId'>,
  ): Promise<Invitation>;
  /** Whose password the link sets; null once it has lost its force. */
  whose(linkToken: string): Promise<PasswordLinkRow | null>;
  /** Sets the password, ends every other sign-in and signs in, once per link. */
  setPassword(linkToken: string, password: string, caller: Caller): Promise<PasswordSet>;
}

export function createInvitations(deps: {
  db: Database;
  clock: Clock;
  live: Live;
  audit: Audit;
  mails: Mails;
  signIn: SignIn;
  publicUrl: () => string;
  mailText: (
    language: Language,
    values: { name: string; login: string; link: string; until: string },
  ) => { subject: string; text: string };
}): Invitations {
  const { db, clock, live, audit, mails, signIn, publicUrl, mailText } = deps;
  const whose = (linkToken: string) => findPasswordLink(db, hashToken(linkToken), clock.now());
  return {
    whose,
    async invite(actor, personId, by, { address, requestId }) {
      const person = await findPerson(db, personId);
      if (!person) throw new Problem('not_found');
      if (!invites(actor, person)) throw new Problem('not_allowed');
      const login = invitable(person, by);
      const token = newToken();
      const expiresAt = clock.now().add(lifetime);
      const link = `${publicUrl()}/set-password/${token}`;
      await db.transaction(async (tx) => {
        await replacePasswordLink(tx, { tokenHash: hashToken(token), personId, expiresAt });
        if (by === 'mail') await send(tx, { ...person, login }, link, expiresAt);
        await audit.record(tx, {
          actor: actor.name,
          actorId: actor.id,
          action: 'person.invite',
          outcome: 'done',
          subject: `person:${personId}`,
          address,
          requestId,
          details: { by, expiresAt: expiresAt.toString() },
        });
      });
      const answer = { expiresAt: expiresAt.toString() };
      return by === 'mail'
        ? { link: null, sentTo: person.email, ...answer }
        : { link, sentTo: null, ...answer };
    },
    async setPassword(linkToken, password, caller) {
      // Asked once more below: here it keeps strangers from having passwords hashed.
      const person = await whose(linkToken);
      if (!person) return { kind: 'gone' };
      const flaw = passwordFlaw(password, person.login);
      if (flaw) return { kind: 'flawed', flaw };
      const passwordHash = await hashPassword(new Secret(password));
      return db.transaction(async (tx): Promise<PasswordSet> => {
        if (!(await usePasswordLink(tx, hashToken(linkToken), clock.now()))) return { kind: 'gone' };
        await updatePassword(tx, person.id, passwordHash, clock.now());
        await deletePasswordLinksOf(tx, person.id);
        await deleteSignInsOf(tx, person.id);
        await audit.record(tx, {
          actor: person.name,
          actorId: person.id,
          action: 'password.set',
          outcome: 'done',
          subject: `person:${person.id}`,
          address: caller.address,
          requestId: caller.requestId,
        });
        await live.touch(tx, `person:${person.id}`);
        await live.touch(tx, 'people');
        return { kind: 'done', token: await signIn.begin(tx, person, caller) };
      });
    },
  };

  async function send(
    tx: Tx,
    person: PersonRow & { login: string },
    link: string,
    expiresAt: Temporal.Instant,
  ): Promise<void> {
    const { name, login, language, email } = person;
    const until = new Intl.DateTimeFormat(language, {
      dateStyle: 'long',
      timeStyle: 'short',
      timeZone: person.time_zone,
    }).format(expiresAt.epochMilliseconds);
    await mails.enqueue(tx, {
      packageId: null,
      key: `invitation:${hashToken(link)}`,
      to: { name, address: email ?? '' },
      ...mailText(language, { name, login, link, until }),
    });
  }
}

/** Answers the login. */
function invitable(person: PersonRow, by: 'mail' | 'link'): string {
  if (!person.active) {
    throw new Problem('wrong_state', {
      detail: { de: 'Diese Person ist deaktiviert.', en: 'This person is disabled.' },
    });
  }
  if (person.login === null) {
    throw new Problem('wrong_state', {
      detail: {
        de: 'Ohne Anmeldenamen kann sich niemand anmelden. Tragen Sie zuerst einen ein.',
        en: 'Nobody signs in without a login. Enter one first.',
      },
    });
  }
  if (by === 'mail' && person.email === null) {
    throw new Problem('wrong_state', {
      detail: { de: 'Diese Person hat keine E-Mail-Adresse.', en: 'This person has no e-mail address.' },
    });
  }
  return person.login;
}
