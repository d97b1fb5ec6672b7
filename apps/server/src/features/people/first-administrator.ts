import { Secret } from '@fernwart/addon-kit';
import type { Language, Localized } from '@fernwart/contract';
import { z } from 'zod';
import type { Clock } from '../../platform/clock/clock.ts';
import type { Database } from '../../platform/db/database.ts';
import { Problem } from '../../platform/http/problem.ts';
import type { Audit } from '../audit/audit.ts';
import type { People } from './people.ts';
import { passwordFlaw } from './policy.ts';
import type { Caller, SignIn } from './sign-in.ts';
import {
  firstAdministratorLinkIsOpen,
  hasAdministrator,
  useFirstAdministratorLink,
} from './sign-in-store.ts';
import { hashToken } from './token.ts';

const account = z.object({
  name: z.string().trim().min(1).max(200),
  login: z.string().trim().toLowerCase().min(1).max(200),
  email: z.union([z.literal(''), z.email().max(200)]),
  password: z.string().max(1000),
});

export type SetUp =
  | { readonly kind: 'done'; readonly token: string }
  | { readonly kind: 'gone' }
  | { readonly kind: 'flawed'; readonly flaw: Localized };

export interface FirstAdministrator {
  linkIsOpen(linkToken: string): Promise<boolean>;
  /** Makes the account and signs it in, once per link and while nobody is administrator. */
  setUp(linkToken: string, given: unknown, language: Language, caller: Caller): Promise<SetUp>;
}

export function createFirstAdministrator(deps: {
  db: Database;
  clock: Clock;
  audit: Audit;
  people: People;
  signIn: SignIn;
  /** Of the new account. */
  timeZone: string;
}): FirstAdministrator {
  const { db, clock, audit, people, signIn, timeZone } = deps;
  const linkIsOpen = (linkToken: string) =>
    firstAdministratorLinkIsOpen(db, hashToken(linkToken), clock.now());
  return {
    linkIsOpen,
    async setUp(linkToken, given, language, caller) {
      // Asked once more below: here it keeps strangers from having passwords hashed.
      if (!(await linkIsOpen(linkToken))) return { kind: 'gone' };
      const parsed = account.safeParse(given);
      if (!parsed.success) return { kind: 'flawed', flaw: incomplete };
      const { name, login, email, password } = parsed.data;
      const flaw = passwordFlaw(password, login);
      if (flaw) return { kind: 'flawed', flaw };
      const passwordHash = await people.hashPassword(new Secret(password));
      try {
        return await db.transaction(async (tx) => {
          const usable = await useFirstAdministratorLink(tx, hashToken(linkToken), clock.now());
          if (!usable || (await hasAdministrator(tx))) return { kind: 'gone' };
          const id = await people.createPerson(tx, {
            name,
            login,
            email: email === '' ? null : email,
            language,
            timeZone,
            roles: ['administrator', 'agent'],
            passwordHash,
          });
          await audit.record(tx, {
            actor: name,
            actorId: id,
            action: 'person.create_first_administrator',
            outcome: 'done',
            subject: `person:${id}`,
            address: caller.address,
            requestId: caller.requestId,
          });
          return { kind: 'done', token: await signIn.begin(tx, { id, name }, caller) };
        });
      } catch (error) {
        // The transaction is undone, so the link is still good.
        if (error instanceof Problem && error.code === 'already_exists') {
          return { kind: 'flawed', flaw: taken };
        }
        throw error;
      }
    },
  };
}

const incomplete: Localized = {
  de: 'Bitte geben Sie Namen, Anmeldenamen und gegebenenfalls eine gültige E-Mail-Adresse an.',
  en: 'Please give a name, a login and, if at all, a valid e-mail address.',
};
const taken: Localized = { de: 'Dieser Anmeldename ist vergeben.', en: 'This login is taken.' };
