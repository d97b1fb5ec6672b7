import path from 'node:path';
import { Secret } from '@fernwart/addon-kit';
import { isTimeZone } from '@fernwart/contract';
import { isMasterKey } from '../platform/crypto/key-file.ts';
import { decideHttp } from './decide-http.ts';
import { decideMail } from './decide-mail.ts';
import { decideHosts, decidePublishers } from './decide-maps.ts';
import { decideSingleSignOn } from './decide-single-sign-on.ts';
import { listOf } from './list-of.ts';
import type { ConfigurationProblems } from './problems.ts';
import type { Environment } from './read-environment.ts';
import type { LogLevel, ServerConfig } from './server-config.ts';

const logLevels: readonly LogLevel[] = ['debug', 'info', 'warn', 'error', 'silent'];

/** What the environment means. Of a value that is wrong, `problems` is told, and its default stands in. */
export function decide(
  environment: Environment,
  role: ServerConfig['role'],
  problems: ConfigurationProblems,
): ServerConfig {
  return {
    role,
    dataFolder: path.resolve(environment.FERNWART_DATA ?? 'data'),
    database: decideDatabase(environment, problems),
    http: decideHttp(environment, problems),
    keys: decideKeys(environment, problems),
    hosts: decideHosts(environment, problems),
    publishers: decidePublishers(environment, problems),
    allowUnsigned: decideAllowUnsigned(environment, problems),
    mail: decideMail(environment, problems),
    singleSignOn: decideSingleSignOn(environment, problems),
    timeZone: decideTimeZone(environment, problems),
    timeZoneIsFixed: environment.FERNWART_TIME_ZONE !== undefined,
    logLevel: decideLogLevel(environment, problems),
  };
}

function decideDatabase(
  { DATABASE_URL: text }: Environment,
  problems: ConfigurationProblems,
): ServerConfig['database'] {
  if (text === undefined) return { kind: 'embedded' };
  const url = URL.parse(text);
  if (!url || !/^postgres(ql)?:$/.test(url.protocol) || url.hostname === '') {
    problems.add(
      'DATABASE_URL',
      'This is no address of a PostgreSQL database.',
      'Write postgres://user:password@host:port/database, or leave it out for the embedded database.',
    );
  }
  return { kind: 'postgres', url: new Secret(text) };
}

function decideKeys({ FERNWART_KEY: text }: Environment, problems: ConfigurationProblems): Secret[] | null {
  if (text === undefined) return null;
  const keys = listOf(text);
  if (keys.length === 0 || !keys.every(isMasterKey)) {
    problems.add(
      'FERNWART_KEY',
      'A master key has 32 bytes in base64.',
      'Make one with "openssl rand -base64 32", or leave it out to have a key file.',
    );
  }
  return keys.map((key) => new Secret(key));
}

function decideAllowUnsigned(
  { FERNWART_ALLOW_UNSIGNED: text }: Environment,
  problems: ConfigurationProblems,
): string[] {
  const ids = listOf(text);
  for (const id of ids) {
    if (/^[a-z][a-z0-9-]*$/.test(id)) continue;
    problems.add(
      'FERNWART_ALLOW_UNSIGNED',
      `"${id}" is no package id.`,
      'List the ids of packages by name, separated by commas; there is no way to allow all of them.',
    );
  }
  return ids;
}

function decideTimeZone({ FERNWART_TIME_ZONE: text }: Environment, problems: ConfigurationProblems): string {
  const ofThisMachine = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (text === undefined) return ofThisMachine;
  if (isTimeZone(text)) return text;
  problems.add('FERNWART_TIME_ZONE', `"${text}" is no time zone.`, 'Use an IANA name such as Europe/Berlin.');
  return ofThisMachine;
}

function decideLogLevel(
  { FERNWART_LOG_LEVEL: text }: Environment,
  problems: ConfigurationProblems,
): LogLevel {
  if (text === undefined) return 'info';
  const level = logLevels.find((known) => known === text);
  if (level) return level;
  problems.add('FERNWART_LOG_LEVEL', `"${text}" is no level.`, `Use one of ${logLevels.join(', ')}.`);
  return 'info';
}
