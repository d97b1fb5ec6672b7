import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Emulator, startEmulator } from '../index.ts';
import { articlePermissions, permissionGroups } from '../state/permissions.ts';
import { escapeHtml, html } from './html.ts';

let emulator: Emulator;
let cookie: string;

beforeAll(async () => {
  emulator = await startEmulator({ port: 0 });
  const signIn = await post('/sign-in', {
    email: 'service@muster-logistik.example',
    password: 'fernwart-demo',
  });
  cookie = (signIn.headers.getSetCookie()[0] ?? '').split(';')[0] ?? '';
});
afterAll(() => emulator.close());

function post(path: string, fields: Record<string, string>, headers: Record<string, string> = {}) {
  return fetch(`${emulator.origin}${path}`, {
    method: 'POST',
    redirect: 'manual',
    headers,
    body: new URLSearchParams(fields),
  });
}

async function page(path: string, language = 'en'): Promise<string> {
  const answer = await fetch(`${emulator.origin}${path}`, {
    headers: { cookie, 'accept-language': language },
  });
  return answer.text();
}

const english = [
  'Session management',
  'Create sessions',
  'View all sessions',
  'Edit own sessions',
  'View own sessions',
  'Group management',
  'Read groups',
  'Connection reporting',
  'Read connection entries',
  'Computers &amp; Contacts',
  'View entries',
  'Event logging',
  'Allow requesting all event logs',
  'Device groups',
  'Read',
  'Web Monitoring',
  'Retrieve data',
  'Monitoring',
];
const german = [
  'Session-Verwaltung',
  'Erstellen von Sessions',
  'Alle Sessions anzeigen',
  'Eigene Sessions bearbeiten',
  'Eigene Sessions ansehen',
  'Gruppenverwaltung',
  'Gruppen lesen',
  'Verbindungsprotokolle',
  'Verbindungsprotokolle lesen',
  'Computer &amp; Kontakte',
  'Einträge anzeigen',
  'Ereignisprotokollierung',
  'Anfordern aller Ereignisprotokolle zulassen',
  'Gerätegruppen',
  'Lesen',
  'Web Monitoring',
  'Abrufen von Daten',
  'Monitoring',
];

describe('the app form', () => {
  test.each([
    ['en', english],
    ['de', german],
  ])('offers the eleven permissions in eight groups (%s)', async (language, words) => {
    const form = await page('/profile/apps/new', language);
    for (const word of words) expect(form).toContain(`>${word}<`);
  });

  test('the eleven lie in the first eight groups', () => {
    const groups = permissionGroups.filter((group) =>
      group.entries.some(({ name }) => articlePermissions.includes(name)),
    );
    expect(groups).toEqual(permissionGroups.slice(0, 8));
    expect(articlePermissions).toHaveLength(11);
  });

  test('is complained about without losing what was entered', async () => {
    const fields = {
      name: 'A "quoted" <name>',
      redirect_uri: 'javascript:alert(1)',
      permission: 'Groups.Read',
    };
    const answer = await post('/profile/apps/new', fields, { cookie });
    const text = await answer.text();
    expect(answer.status).toBe(400);
    expect(text).toContain('value="A &quot;quoted&quot; &lt;name&gt;"');
    expect(text).toContain('value="Groups.Read" checked');
    expect(text).toContain('role="alert"');
  });

  test('asks for a sign-in and shows nobody else’s app', async () => {
    const made = await post(
      '/profile/apps/new',
      { name: 'Mine', redirect_uri: 'https://example.org/cb', permission: 'Groups.Read' },
      { cookie },
    );
    const address = (made.headers.get('location') ?? '').split('?')[0] ?? '';
    const stranger = await fetch(`${emulator.origin}${address}`, { redirect: 'manual' });
    expect(stranger.headers.get('location')).toMatch(/^\/sign-in/);
    const other = await post('/sign-in', {
      email: 'kerstin.albrecht@muster-logistik.example',
      password: 'fernwart-demo',
    });
    const otherCookie = (other.headers.getSetCookie()[0] ?? '').split(';')[0] ?? '';
    const seen = await fetch(`${emulator.origin}${address}`, { headers: { cookie: otherCookie } });
    expect(seen.status).toBe(404);
  });
});

test.each([
  '/',
  '/sign-in',
  '/profile',
  '/profile/apps',
  '/inspector',
  '/inspector/devices',
  '/inspector/access',
  '/inspector/switches',
  '/inspector/faults',
  '/inspector/calls',
  '/start/1234567890',
  '/nowhere',
])('%s says that it is an emulator, in both languages, and loads nothing from elsewhere', async (path) => {
  expect(await page(path, 'en')).toContain('Emulator: this is not TeamViewer.');
  const text = await page(path, 'de');
  expect(text).toContain('Emulator: Das ist nicht TeamViewer.');
  expect(text).not.toMatch(/(?:src|href)="https?:/);
  expect(text).toContain('<html lang="de">');
});

test('the sign-in leads back only to this origin', async () => {
  const fields = { email: 'service@muster-logistik.example', password: 'fernwart-demo' };
  for (const next of ['https://evil.example', '//evil.example', '/\\evil.example']) {
    expect((await post('/sign-in', { ...fields, next })).headers.get('location')).toBe('/profile');
  }
  expect((await post('/sign-in', { ...fields, next: '/profile/apps' })).headers.get('location')).toBe(
    '/profile/apps',
  );
});

test('other sites cannot act on the inspector through a browser', async () => {
  const foreign = await post('/inspector/reset', {}, { 'sec-fetch-site': 'cross-site' });
  expect(foreign.status).toBe(403);
  expect((await post('/inspector/reset', {}, { 'sec-fetch-site': 'same-origin' })).status).toBe(303);
});

test('everything but markup is escaped', () => {
  expect(html`<p title="${'"'}">${'<script>'}${[html`<b>`, '&', 3, null]}</p>`.html).toBe(
    '<p title="&quot;">&lt;script&gt;<b>&amp;3</p>',
  );
  expect(escapeHtml(`'`)).toBe('&#39;');
});
