import { generateKeyPairSync, randomBytes } from 'node:crypto';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { configurationPage } from './configuration-page.ts';
import { loadConfig } from './load-config.ts';

function refusalOf(env: Record<string, string>): string {
  try {
    loadConfig('all', env);
  } catch (error) {
    expect(error).toMatchObject({ name: 'StartRefused', code: 'configuration' });
    return (error as Error).message;
  }
  throw new Error('it was accepted');
}
const key = () => randomBytes(32).toString('base64');
const publicKey = generateKeyPairSync('ed25519').publicKey.export({ format: 'der', type: 'spki' });

describe('a configuration is refused', () => {
  test('with all its problems at once, each with its variable and a remedy', () => {
    const message = refusalOf({ PORT: 'many', FERNWART_TIME_ZONE: 'Moon/Base', FERNWART_PUBLIC: 'x' });
    expect(message.split('\n')).toEqual([
      'The configuration has problems:',
      '  FERNWART_PUBLIC: There is no such variable. Correct its name, or remove it.',
      '  PORT: "many" is no port. Use a number from 0 to 65535.',
      '  FERNWART_TIME_ZONE: "Moon/Base" is no time zone. Use an IANA name such as Europe/Berlin.',
    ]);
  });

  test.each([
    ['HOST', { HOST: '0.0.0.0' }, 'FERNWART_PUBLIC_URL: It is missing'],
    ['plain http', { FERNWART_PUBLIC_URL: 'http://desk.example.org' }, 'is plain http'],
    [
      'plain http allowed without naming it',
      { FERNWART_PUBLIC_URL: 'http://desk.example.org', FERNWART_ALLOW_HTTP: 'yes' },
      'does not name what it weakens',
    ],
    [
      'a public address with a path',
      { FERNWART_PUBLIC_URL: 'https://a.example/desk' },
      'no address of a site',
    ],
    ['a port beyond all', { PORT: '65536' }, 'no port'],
    ['a database of another kind', { DATABASE_URL: 'mysql://root@db/x' }, 'no address of a PostgreSQL'],
    ['a short key', { FERNWART_KEY: 'c2hvcnQ=' }, 'A master key has 32 bytes'],
    ['a stand-in for plain http', { FERNWART_HOSTS: '{"http://a.example":"http://b"}' }, 'no https origin'],
    ['a stand-in for a path', { FERNWART_HOSTS: '{"https://a.example/x":"http://b"}' }, 'no https origin'],
    ['a stand-in that is none', { FERNWART_HOSTS: '{"https://a.example":"file:///x"}' }, 'of a stand-in'],
    [
      'a provider by plain http',
      { FERNWART_OIDC_ISSUER: 'http://login.example.org' },
      'no https address of a provider',
    ],
    [
      'a provider without a client',
      { FERNWART_OIDC_ISSUER: 'https://login.example.org', FERNWART_OIDC_ROLES: '{"*":"requester"}' },
      'FERNWART_OIDC_CLIENT_ID: It is missing',
    ],
    [
      'a provider without roles',
      { FERNWART_OIDC_ISSUER: 'https://login.example.org', FERNWART_OIDC_CLIENT_ID: 'x' },
      'FERNWART_OIDC_ROLES: It is missing',
    ],
    [
      'a role that does not exist',
      {
        FERNWART_OIDC_ISSUER: 'https://login.example.org',
        FERNWART_OIDC_CLIENT_ID: 'x',
        FERNWART_OIDC_ROLES: '{"a":"root"}',
      },
      'no JSON object of roles',
    ],
    [
      'everybody as administrator',
      {
        FERNWART_OIDC_ISSUER: 'https://login.example.org',
        FERNWART_OIDC_CLIENT_ID: 'x',
        FERNWART_OIDC_ROLES: '{"*":["requester","administrator"]}',
      },
      'would make everybody administrator',
    ],
    [
      'a client without a provider',
      { FERNWART_OIDC_CLIENT_ID: 'x' },
      'FERNWART_OIDC_CLIENT_ID: It is set, and FERNWART_OIDC_ISSUER is missing',
    ],
    ['a list of hosts', { FERNWART_HOSTS: '["https://a.example"]' }, 'no JSON object'],
    ['a publisher without a key', { FERNWART_PUBLISHERS: '{"a":{"name":"A"}}' }, 'no JSON object'],
    [
      'a publisher with another key',
      { FERNWART_PUBLISHERS: '{"a":{"name":"A","publicKey":"AAAA"}}' },
      'no Ed25519 key',
    ],
    ['every package unsigned', { FERNWART_ALLOW_UNSIGNED: '*' }, 'no way to allow all'],
    ['a mail server of another kind', { SMTP_URL: 'https://mail' }, 'no address of a mail server'],
    ['a mail server without a sender', { SMTP_URL: 'smtp://mail:25' }, 'FERNWART_MAIL_FROM: It is missing'],
    ['a sender that is none', { FERNWART_MAIL_FROM: 'Desk <desk>' }, 'no sender'],
    ['a proxy by name', { FERNWART_TRUSTED_PROXIES: '10.0.0.1,proxy' }, '"proxy" is no address'],
    ['a proxy network too wide', { FERNWART_TRUSTED_PROXIES: '10.0.0.0/33' }, 'no address'],
    ['an unknown level', { FERNWART_LOG_LEVEL: 'loud' }, 'no level'],
  ])('for %s', (_, env, sentence) => {
    expect(refusalOf(env)).toContain(sentence);
  });

  test.each([
    [{ DATABASE_URL: 'postgres:hunter2' }],
    [{ FERNWART_KEY: 'hunter2' }],
    [{ SMTP_URL: 'hunter2' }],
  ])('without repeating a secret: %o', (env) => {
    expect(refusalOf(env)).not.toContain('hunter2');
  });
});

describe('a configuration', () => {
  test('of nothing serves this machine from an embedded database', () => {
    expect(loadConfig('all', { PORT: ' ', UNRELATED: 'x' })).toMatchObject({
      role: 'all',
      dataFolder: path.resolve('data'),
      database: { kind: 'embedded' },
      http: { host: '127.0.0.1', port: 4242, publicUrl: null, trustedProxies: [] },
      keys: null,
      hosts: {},
      publishers: {},
      allowUnsigned: [],
      mail: { smtpUrl: null },
      logLevel: 'info',
    });
  });

  test('of everything', () => {
    const keys = [key(), key()];
    const config = loadConfig('worker', {
      PORT: '0',
      HOST: '::',
      FERNWART_PUBLIC_URL: 'https://desk.example.org/',
      FERNWART_TRUSTED_PROXIES: '10.0.0.5, fd00::/8',
      DATABASE_URL: 'postgres://user:hunter2@db/desk',
      FERNWART_DATA: '/var/lib/fernwart',
      FERNWART_KEY: keys.join(','),
      FERNWART_PUBLISHERS: JSON.stringify({
        one: { name: 'One', publicKey: publicKey.toString('base64') },
      }),
      FERNWART_ALLOW_UNSIGNED: 'my-own, other',
      FERNWART_HOSTS: '{"https://webapi.teamviewer.com":"http://127.0.0.1:4243/webapi"}',
      SMTP_URL: 'smtps://desk:hunter2@mail',
      FERNWART_MAIL_FROM: 'Service Desk <desk@example.org>',
      FERNWART_OIDC_ISSUER: 'https://login.example.org/realms/main',
      FERNWART_OIDC_CLIENT_ID: 'fernwart',
      FERNWART_OIDC_CLIENT_SECRET: 'hunter2',
      FERNWART_OIDC_ROLES: '{"*":"requester","desk":["requester","agent"]}',
      FERNWART_OIDC_TEAMS: '{"desk-first":"First level"}',
      FERNWART_TIME_ZONE: 'Europe/Berlin',
      FERNWART_LOG_LEVEL: 'debug',
    });
    expect(config).toMatchObject({
      role: 'worker',
      dataFolder: '/var/lib/fernwart',
      database: { kind: 'postgres' },
      http: {
        host: '::',
        port: 0,
        publicUrl: 'https://desk.example.org',
        trustedProxies: ['10.0.0.5', 'fd00::/8'],
      },
      publishers: { one: { name: 'One' } },
      allowUnsigned: ['my-own', 'other'],
      hosts: { 'https://webapi.teamviewer.com': 'http://127.0.0.1:4243/webapi' },
      mail: { from: { name: 'Service Desk', address: 'desk@example.org' } },
      singleSignOn: {
        issuer: 'https://login.example.org/realms/main',
        clientId: 'fernwart',
        label: 'login.example.org',
        groupsClaim: 'groups',
        roles: { '*': ['requester'], desk: ['requester', 'agent'] },
        teams: { 'desk-first': 'First level' },
      },
      timeZone: 'Europe/Berlin',
      logLevel: 'debug',
    });
    expect(config.keys?.map((secret) => secret.reveal())).toEqual(keys);
    expect(JSON.stringify(config)).not.toMatch(/hunter2/);
  });

  test.each([
    [{ FERNWART_PUBLIC_URL: 'http://localhost:4242' }],
    [{ FERNWART_PUBLIC_URL: 'http://a.example', FERNWART_ALLOW_HTTP: 'plain-http-beyond-loopback' }],
  ])('with plain http that was asked for or stays here: %o', (env) => {
    expect(loadConfig('all', env).http.publicUrl).toBe(env.FERNWART_PUBLIC_URL);
  });
});

test('the reference page is what the variables say', async () => {
  const page = new URL('../../../../docs/operate/configuration.md', import.meta.url);
  await expect(configurationPage()).toMatchFileSnapshot(page.pathname);
});
