/** One environment variable as operators read about it. */
export interface Variable {
  readonly name: string;
  readonly purpose: string;
  readonly values: string;
  /** What holds when it is absent. */
  readonly fallback: string;
  readonly example: string;
  /** Holds something that must not be shown. */
  readonly secret?: true;
}

/** Every variable that the server reads, in the order of the reference page. */
export const variables = [
  {
    name: 'PORT',
    purpose: 'The port that the console and the API listen on.',
    values: 'A number from 0 to 65535; 0 takes any free port.',
    fallback: '`4242`',
    example: '8080',
  },
  {
    name: 'HOST',
    purpose: 'The address of this machine that the server listens on.',
    values: 'An address or name of this machine; `0.0.0.0` or `::` for all of them.',
    fallback: '`127.0.0.1`: reachable from this machine alone',
    example: '0.0.0.0',
  },
  {
    name: 'FERNWART_PUBLIC_URL',
    purpose:
      'The address that people use in their browsers; redirects, links in mails and cookies follow it.',
    values: 'An https address without a path. Plain http is accepted for this machine itself.',
    fallback: 'The address that the server listens on; required as soon as `HOST` is not this machine alone',
    example: 'https://desk.example.org',
  },
  {
    name: 'FERNWART_ALLOW_HTTP',
    purpose: 'Allows plain http beyond this machine. Passwords and sessions can then be read on the network.',
    values: 'Exactly `plain-http-beyond-loopback`.',
    fallback: 'Plain http beyond this machine is refused',
    example: 'plain-http-beyond-loopback',
  },
  {
    name: 'FERNWART_TRUSTED_PROXIES',
    purpose: 'Reverse proxies whose `X-Forwarded-*` headers are believed.',
    values: 'Addresses or networks, separated by commas.',
    fallback: 'None: such headers are ignored',
    example: '10.0.0.5,10.1.0.0/16',
  },
  {
    name: 'DATABASE_URL',
    purpose: 'The PostgreSQL database (version 15 or newer).',
    values: '`postgres://user:password@host:port/database`',
    fallback: 'The embedded database in `FERNWART_DATA`, meant for demonstration and evaluation',
    example: 'postgres://fernwart:password@db.example.org/fernwart',
    secret: true,
  },
  {
    name: 'FERNWART_DATA',
    purpose: 'The folder of the embedded database, the key file and unpacked packages.',
    values: 'A folder that this user may write; it is made when absent.',
    fallback: '`./data`',
    example: '/var/lib/fernwart',
  },
  {
    name: 'FERNWART_KEY',
    purpose:
      'Master keys that seal secrets in the database. All of them open; a new one in front of the others seals once every node has it.',
    values: '32 random bytes in base64; several separated by commas.',
    fallback:
      'The file `master.key` in `FERNWART_DATA`, made at the first start and readable by this user alone',
    example: 'the output of: openssl rand -base64 32',
    secret: true,
  },
  {
    name: 'FERNWART_PUBLISHERS',
    purpose: 'Publishers whose packages may be installed.',
    values: 'A JSON object: key id → `{"name": …, "publicKey": …}`; the key is Ed25519 (SPKI, base64).',
    fallback: 'None: only packages of `FERNWART_ALLOW_UNSIGNED` can be installed',
    example: '{"example-2026":{"name":"Example Ltd","publicKey":"MCowBQYDK2VwAyEA…"}}',
  },
  {
    name: 'FERNWART_ALLOW_UNSIGNED',
    purpose:
      'Packages that may be installed without a trusted signature. Their code runs with the rights of the server.',
    values: 'Package ids, separated by commas.',
    fallback: 'None',
    example: 'my-own-addon',
  },
  {
    name: 'FERNWART_HOSTS',
    purpose:
      'Stand-ins for real hosts: calls and links to an origin go to its stand-in. Meant for emulators.',
    values: 'A JSON object: real https origin → address of its stand-in, which may carry a path.',
    fallback: 'None: every host is the real one',
    example: '{"https://webapi.teamviewer.com":"http://127.0.0.1:4243"}',
  },
  {
    name: 'SMTP_URL',
    purpose: 'The mail server that takes outgoing mail.',
    values: '`smtp://` or `smtps://`, with user and password where it asks for them.',
    fallback: 'Mail waits in the outbox',
    example: 'smtps://fernwart:password@mail.example.org',
    secret: true,
  },
  {
    name: 'FERNWART_MAIL_FROM',
    purpose: 'The sender of outgoing mail.',
    values: 'An address, or a name and an address in angle brackets.',
    fallback: '`Fernwart <fernwart@localhost>`; required as soon as `SMTP_URL` is set',
    example: 'Service Desk <desk@example.org>',
  },
  {
    name: 'FERNWART_OIDC_ISSUER',
    purpose: 'The OpenID Connect provider of single sign-on. Passwords keep working beside it.',
    values: 'Its issuer: an https address. Plain http is accepted for this machine itself.',
    fallback: 'No single sign-on',
    example: 'https://login.example.org/realms/main',
  },
  {
    name: 'FERNWART_OIDC_CLIENT_ID',
    purpose:
      'The id under which the provider knows Fernwart. The address to register there is `/api/v1/single-sign-on/callback` at `FERNWART_PUBLIC_URL`.',
    values: 'As the provider says.',
    fallback: 'Required as soon as `FERNWART_OIDC_ISSUER` is set',
    example: 'fernwart',
  },
  {
    name: 'FERNWART_OIDC_CLIENT_SECRET',
    purpose: 'The secret that the provider gave to Fernwart.',
    values: 'As the provider says.',
    fallback: 'A public client, protected by PKCE alone',
    example: 'the secret',
    secret: true,
  },
  {
    name: 'FERNWART_OIDC_LABEL',
    purpose: 'What the button on the sign-in page calls the provider.',
    values: 'A text.',
    fallback: "The provider's host name",
    example: 'Example Ltd',
  },
  {
    name: 'FERNWART_OIDC_SCOPE',
    purpose:
      'What the provider is asked for. With `offline_access` people stay signed in while the provider confirms them every few minutes; where it gives no refresh token, a sign-in lasts five minutes.',
    values: 'Scopes, separated by spaces.',
    fallback: '`openid profile email offline_access`',
    example: 'openid profile email offline_access groups',
  },
  {
    name: 'FERNWART_OIDC_CLAIM',
    purpose: 'The claim that says in which groups somebody is.',
    values: 'The name of a claim of the ID token or of the user info.',
    fallback: '`groups`',
    example: 'roles',
  },
  {
    name: 'FERNWART_OIDC_ROLES',
    purpose:
      'Which roles the values of that claim mean. Whoever has none is not let in. Roles follow the claim at every sign-in and every confirmation.',
    values:
      'A JSON object: value → `requester`, `agent`, `administrator` or `auditor`, or a list of them; `*` stands for everybody.',
    fallback: 'Required as soon as `FERNWART_OIDC_ISSUER` is set',
    example: '{"*":"requester","service-desk":["requester","agent"],"it-admins":"administrator"}',
  },
  {
    name: 'FERNWART_OIDC_TEAMS',
    purpose: 'Which teams the values of that claim mean. Other teams are left alone.',
    values: 'A JSON object: value → name of a team, which is made when absent.',
    fallback: 'None: teams do not follow the provider',
    example: '{"service-desk-first":"First level"}',
  },
  {
    name: 'FERNWART_TIME_ZONE',
    purpose: 'The time zone of schedules and new people.',
    values: 'An IANA name.',
    fallback: 'The time zone of this machine',
    example: 'Europe/Berlin',
  },
  {
    name: 'FERNWART_LOG_LEVEL',
    purpose: 'How much is logged to standard error, one line of JSON per message.',
    values: '`debug`, `info`, `warn`, `error` or `silent`.',
    fallback: '`info`',
    example: 'debug',
  },
] as const satisfies readonly Variable[];

export type VariableName = (typeof variables)[number]['name'];
