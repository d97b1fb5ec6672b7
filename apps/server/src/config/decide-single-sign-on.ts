import { Secret } from '@fernwart/addon-kit';
import { type Role, role } from '@fernwart/contract';
import { z } from 'zod';
import { isLoopback, parseWeb } from './addresses.ts';
import type { ConfigurationProblems } from './problems.ts';
import type { Environment } from './read-environment.ts';
import type { SingleSignOnConfig } from './server-config.ts';

const rolesMap = z.record(z.string(), z.union([role, z.array(role).min(1)]));
const teamsMap = z.record(z.string(), z.string().trim().min(1).max(200));

/** Null when there is no provider. */
export function decideSingleSignOn(
  environment: Environment,
  problems: ConfigurationProblems,
): SingleSignOnConfig | null {
  const { FERNWART_OIDC_ISSUER: issuer, FERNWART_OIDC_CLIENT_SECRET: secret } = environment;
  if (issuer === undefined) {
    refuseStrays(environment, problems);
    return null;
  }
  const url = parseWeb(issuer);
  if (!url || (url.protocol === 'http:' && !isLoopback(url.hostname))) {
    problems.add(
      'FERNWART_OIDC_ISSUER',
      `"${issuer}" is no https address of a provider.`,
      "Write the provider's issuer, e.g. https://login.example.org/realms/main.",
    );
    return null;
  }
  const clientId = environment.FERNWART_OIDC_CLIENT_ID;
  if (clientId === undefined) {
    problems.add(
      'FERNWART_OIDC_CLIENT_ID',
      'It is missing, and FERNWART_OIDC_ISSUER is set.',
      'Set it to the id under which the provider knows Fernwart.',
    );
  }
  return {
    issuer,
    clientId: clientId ?? '',
    clientSecret: secret === undefined ? null : new Secret(secret),
    label: environment.FERNWART_OIDC_LABEL ?? url.hostname,
    scope: environment.FERNWART_OIDC_SCOPE ?? 'openid profile email offline_access',
    groupsClaim: environment.FERNWART_OIDC_CLAIM ?? 'groups',
    roles: decideRoles(environment, problems),
    teams: decideTeams(environment, problems),
  };
}

/** Settings of a provider without the provider were meant for something. */
function refuseStrays(environment: Environment, problems: ConfigurationProblems): void {
  for (const name of Object.keys(environment)) {
    if (!name.startsWith('FERNWART_OIDC_')) continue;
    problems.add(name, 'It is set, and FERNWART_OIDC_ISSUER is missing.', 'Set both, or neither.');
  }
}

function decideRoles(
  { FERNWART_OIDC_ROLES: text }: Environment,
  problems: ConfigurationProblems,
): Record<string, Role[]> {
  const remedy = 'Write a JSON object: value of the claim → role or list of roles; "*" for everybody.';
  const map = parsed(rolesMap, text);
  if (!map || Object.keys(map).length === 0) {
    const problem =
      text === undefined
        ? 'It is missing, and FERNWART_OIDC_ISSUER is set.'
        : 'This is no JSON object of roles.';
    problems.add('FERNWART_OIDC_ROLES', problem, remedy);
    return {};
  }
  if ([map['*'] ?? []].flat().includes('administrator')) {
    problems.add('FERNWART_OIDC_ROLES', '"*" would make everybody administrator.', remedy);
  }
  return Object.fromEntries(Object.entries(map).map(([value, roles]) => [value, [roles].flat()]));
}

function decideTeams(
  { FERNWART_OIDC_TEAMS: text }: Environment,
  problems: ConfigurationProblems,
): Record<string, string> {
  const map = parsed(teamsMap, text ?? '{}');
  if (map) return map;
  problems.add(
    'FERNWART_OIDC_TEAMS',
    'This is no JSON object of teams.',
    'Write a JSON object: value of the claim → name of a team.',
  );
  return {};
}

function parsed<T>(schema: z.ZodType<T>, text: string | undefined): T | null {
  if (text === undefined) return null;
  try {
    return schema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
