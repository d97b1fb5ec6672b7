import type { PersonSnapshot, SecretValue } from '@fernwart/addon-kit';
import type { Language, Role } from '@fernwart/contract';
import type { Executor, Tx } from '../../platform/db/database.ts';
import type { Authenticate } from '../../platform/http/route.ts';

export interface NewPerson {
  /** Made when left out. */
  readonly id?: string;
  /** Null: cannot sign in with a password. Kept in lower case. */
  readonly login: string | null;
  readonly name: string;
  readonly email: string | null;
  readonly phone?: string | null;
  readonly department?: string | null;
  readonly language: Language;
  readonly timeZone: string;
  readonly roles: readonly Role[];
  /** As `hashPassword` made it. */
  readonly passwordHash?: string | null;
}

/** What other features ask of people. */
export interface People {
  readonly authenticate: Authenticate;
  findPersonSnapshot(on: Executor, id: string): Promise<PersonSnapshot | null>;
  /** Active people with the role administrator. */
  administrators(on: Executor): Promise<PersonSnapshot[]>;
  /** Takes a tenth of a second by design: call it outside transactions. */
  hashPassword(password: SecretValue): Promise<string>;
  /** Answers the id. Throws the problem `already_exists` when the login is taken. */
  createPerson(tx: Tx, person: NewPerson): Promise<string>;
  /** Answers the id. Throws the problem `already_exists` when the name is taken. */
  createTeam(tx: Tx, team: { id?: string; name: string; memberIds: readonly string[] }): Promise<string>;
  /** A disabled person's sign-ins end with this transaction. */
  setActive(tx: Tx, id: string, active: boolean): Promise<void>;
  /** The path of a fresh one-time link while nobody is administrator; null afterwards. Earlier links lose their force. */
  firstAdministratorPath(): Promise<string | null>;
}
