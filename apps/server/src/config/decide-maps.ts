import { createPublicKey } from 'node:crypto';
import { z } from 'zod';
import { parseOrigin, parseWeb } from './addresses.ts';
import type { ConfigurationProblems } from './problems.ts';
import type { Environment } from './read-environment.ts';
import type { ServerConfig } from './server-config.ts';

const hostsMap = z.record(z.string(), z.string());
const publishersMap = z.record(
  z.string(),
  z.object({ name: z.string().min(1), publicKey: z.string().min(1) }),
);

export function decideHosts(
  { FERNWART_HOSTS: text }: Environment,
  problems: ConfigurationProblems,
): ServerConfig['hosts'] {
  const remedy =
    'Write a JSON object: real https origin → address of its stand-in, e.g. {"https://webapi.teamviewer.com":"http://127.0.0.1:4243"}.';
  const map = parseMap(hostsMap, text);
  if (!map) {
    problems.add('FERNWART_HOSTS', 'This is no JSON object of addresses.', remedy);
    return {};
  }
  for (const [origin, standIn] of Object.entries(map)) {
    const real = parseOrigin(origin);
    if (real?.protocol !== 'https:' || real.origin !== origin) {
      problems.add('FERNWART_HOSTS', `"${origin}" is no https origin.`, remedy);
    }
    const base = parseWeb(standIn);
    if (!base || base.search !== '' || base.hash !== '') {
      problems.add('FERNWART_HOSTS', `"${standIn}" is no address of a stand-in.`, remedy);
    }
  }
  return map;
}

export function decidePublishers(
  { FERNWART_PUBLISHERS: text }: Environment,
  problems: ConfigurationProblems,
): ServerConfig['publishers'] {
  const remedy =
    'Write a JSON object: key id → {"name": …, "publicKey": …}; the key is Ed25519, SPKI, in base64.';
  const map = parseMap(publishersMap, text);
  if (!map) {
    problems.add('FERNWART_PUBLISHERS', 'This is no JSON object of publishers.', remedy);
    return {};
  }
  for (const [keyId, { publicKey }] of Object.entries(map)) {
    if (isEd25519(publicKey)) continue;
    problems.add('FERNWART_PUBLISHERS', `The key of "${keyId}" is no Ed25519 key.`, remedy);
  }
  return map;
}

/** Null: there is something, and it is not of this shape. */
function parseMap<T>(
  schema: z.ZodType<Record<string, T>>,
  text: string | undefined,
): Record<string, T> | null {
  if (text === undefined) return {};
  try {
    return schema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

function isEd25519(publicKey: string): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
    return key.asymmetricKeyType === 'ed25519';
  } catch {
    return false;
  }
}
