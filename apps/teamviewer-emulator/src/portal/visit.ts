import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Emulation } from '../state/emulation.ts';
import type { User } from '../state/model.ts';
import { type Language, type Texts, textsOf } from './texts.ts';

/** Who looks at a page, and in which language. */
export interface Visit {
  readonly language: Language;
  readonly texts: Texts;
  readonly user: User | null;
  /** Path and query of the page itself. */
  readonly address: string;
}

const signInCookie = 'tv_emulator_sign_in';
const languageCookie = 'tv_emulator_language';

/** Reads language and sign-in of a request. A `lang` in the query is remembered for the pages that follow. */
export function visitOf(emulation: Emulation, request: FastifyRequest, reply: FastifyReply): Visit {
  const cookies = cookiesOf(request);
  const asked = fieldsOf(request.query)['lang'];
  const remembered = cookies[languageCookie];
  const language = isLanguage(asked) ? asked : isLanguage(remembered) ? remembered : accepted(request);
  if (isLanguage(asked)) setCookie(reply, languageCookie, asked);
  const userId = emulation.world.signIns.get(cookies[signInCookie] ?? '');
  const user = userId === undefined ? undefined : emulation.world.users.get(userId);
  return { language, texts: textsOf(language), user: user?.active ? user : null, address: request.url };
}

export function rememberSignIn(reply: FastifyReply, ticket: string): void {
  setCookie(reply, signInCookie, ticket);
}

export function forgetSignIn(emulation: Emulation, request: FastifyRequest, reply: FastifyReply): void {
  emulation.world.signIns.delete(cookiesOf(request)[signInCookie] ?? '');
  reply.header('set-cookie', `${signInCookie}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0`);
}

/** Query or form fields as plain texts; of repeated ones the last counts, `[]`-less lists are read with `listField`. */
export function fieldsOf(given: unknown): Record<string, string> {
  if (typeof given !== 'object' || given === null) return {};
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => [name, String(Array.isArray(value) ? value.at(-1) : value)]),
  );
}

export function listField(given: unknown, name: string): string[] {
  if (typeof given !== 'object' || given === null) return [];
  const value: unknown = (given as Record<string, unknown>)[name];
  if (value === undefined) return [];
  return (Array.isArray(value) ? value : [value]).filter((one): one is string => typeof one === 'string');
}

function cookiesOf(request: FastifyRequest): Record<string, string> {
  return Object.fromEntries(
    (request.headers.cookie ?? '').split(';').flatMap((pair) => {
      const at = pair.indexOf('=');
      return at < 0 ? [] : [[pair.slice(0, at).trim(), pair.slice(at + 1).trim()]];
    }),
  );
}

function setCookie(reply: FastifyReply, name: string, value: string): void {
  reply.header('set-cookie', `${name}=${value}; Path=/; HttpOnly; SameSite=Lax`);
}

function accepted(request: FastifyRequest): Language {
  const first = (request.headers['accept-language'] ?? '')
    .split(',')
    .map((part) => part.trim().slice(0, 2).toLowerCase())
    .find((tag) => tag === 'de' || tag === 'en');
  return first === 'de' ? 'de' : 'en';
}

function isLanguage(text: string | undefined): text is Language {
  return text === 'de' || text === 'en';
}
