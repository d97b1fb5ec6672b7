import { fileURLToPath } from 'node:url';
import { isLoopback, isNetwork, parseOrigin } from './addresses.ts';
import { listOf } from './list-of.ts';
import type { ConfigurationProblems } from './problems.ts';
import type { Environment } from './read-environment.ts';
import type { HttpConfig } from './server-config.ts';

/** What has to be written out to send passwords and sessions over the network in the clear. */
const allowHttpWords = 'plain-http-beyond-loopback';

export function decideHttp(environment: Environment, problems: ConfigurationProblems): HttpConfig {
  const host = environment.HOST ?? '127.0.0.1';
  return {
    host,
    port: decidePort(environment, problems),
    publicUrl: decidePublicUrl(environment, host, problems),
    trustedProxies: decideProxies(environment, problems),
    anonymousPerMinute: 600,
    consoleFolder: fileURLToPath(new URL('../../../console/dist', import.meta.url)),
  };
}

function decidePort({ PORT: text }: Environment, problems: ConfigurationProblems): number {
  if (text === undefined) return 4242;
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  problems.add('PORT', `"${text}" is no port.`, 'Use a number from 0 to 65535.');
  return 4242;
}

function decidePublicUrl(
  environment: Environment,
  host: string,
  problems: ConfigurationProblems,
): string | null {
  const { FERNWART_PUBLIC_URL: text } = environment;
  const httpAllowed = decideAllowHttp(environment, problems);
  if (text === undefined) {
    if (isLoopback(host)) return null;
    problems.add(
      'FERNWART_PUBLIC_URL',
      `It is missing, and HOST (${host}) is more than this machine.`,
      'Set it to the address that people use in their browsers, e.g. https://desk.example.org.',
    );
    return null;
  }
  const url = parseOrigin(text);
  if (!url) {
    problems.add(
      'FERNWART_PUBLIC_URL',
      `"${text}" is no address of a site.`,
      'Write scheme, host and port alone, e.g. https://desk.example.org.',
    );
    return null;
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname) && !httpAllowed) {
    problems.add(
      'FERNWART_PUBLIC_URL',
      `"${text}" is plain http: passwords and sessions could be read on the network.`,
      `Use https, or set FERNWART_ALLOW_HTTP=${allowHttpWords} to accept that.`,
    );
  }
  return url.origin;
}

function decideAllowHttp(
  { FERNWART_ALLOW_HTTP: text }: Environment,
  problems: ConfigurationProblems,
): boolean {
  if (text === undefined || text === allowHttpWords) return text !== undefined;
  problems.add(
    'FERNWART_ALLOW_HTTP',
    `"${text}" does not name what it weakens.`,
    `Write ${allowHttpWords}, or leave it out.`,
  );
  return false;
}

function decideProxies(
  { FERNWART_TRUSTED_PROXIES: text }: Environment,
  problems: ConfigurationProblems,
): string[] {
  const proxies = listOf(text);
  for (const proxy of proxies) {
    if (isNetwork(proxy)) continue;
    problems.add(
      'FERNWART_TRUSTED_PROXIES',
      `"${proxy}" is no address and no network.`,
      'Write numeric addresses or networks, separated by commas, e.g. 10.0.0.5,10.1.0.0/16.',
    );
  }
  return proxies.filter(isNetwork);
}
