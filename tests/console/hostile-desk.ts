import type { DevEnv } from '@fernwart/dev-env';
import type { Page } from 'playwright-core';
import { type DeskClient, signedIn } from '../support/desk-client.ts';
import { accessibilityFindings, overflow } from './look-at-page.ts';

/** Markup that would run or leave an element behind, marks that turn the direction, signs of several code points. */
const markup = '<b data-hostile><img src=x onerror=hacked=1>';
const begin = `${markup}<script>hacked=1</script> \u202eturned\u202c \u2067עב\u2069 👩‍👩‍👧 `;

/** Hostile text that fills a field of so many characters; 10,000 where the field takes more. */
export function hostile(most: number): string {
  if (most < begin.length) return `${markup} \u202et\u202c 👩‍👧`.slice(0, most);
  return begin + 'W'.repeat(Math.min(most, 10_000) - begin.length);
}

/** What of a hostile text came to life in this page; nothing is right. */
export function cameToLife(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`[
    ...('hacked' in window ? ['a script ran'] : []),
    ...[...document.querySelectorAll('[data-hostile], img[src=x]')].map((each) => each.outerHTML.slice(0, 100)),
  ]`);
}

/** What is wrong with a page that shows hostile text, or by axe with a part of it: in sentences; nothing is right. */
export async function flawsOfHostilePage(page: Page, part?: string): Promise<string[]> {
  const found = [...(await accessibilityFindings(page, part)), ...(await cameToLife(page))];
  const wide = await overflow(page);
  return wide > 0 ? [...found, `${wide} pixels too wide`] : found;
}

/** Pages of objects whose every text is hostile. */
export interface HostileDesk {
  readonly activity: string;
  readonly asset: string;
  readonly person: string;
  readonly configuration: string;
  /** What the requester `rita` reported. */
  readonly request: string;
}

/** Fills the demo with hostile text by everything that takes words: by the desk's own API, and on TeamViewer's side. */
export async function plantHostileTexts(desk: DevEnv): Promise<HostileDesk> {
  const { origin } = desk.server;
  const [admin, agent, rita] = await Promise.all(
    ['admin', 'anna', 'rita'].map((who) => signedIn(origin, who)),
  );
  if (!admin || !agent || !rita) throw new Error('nobody is signed in');
  const team = await admin.post<{ id: string }>('/teams', { name: hostile(100), memberIds: [] });
  const person = await admin.post<{ id: string }>('/people', {
    name: hostile(200),
    login: hostile(200),
    phone: hostile(200),
    department: hostile(200),
    roles: ['agent', 'requester'],
    teamIds: [team.id],
  });
  const asset = await agent.post<{ id: string }>('/assets', {
    name: hostile(200),
    kind: hostile(200),
    serialNumber: hostile(200),
    inventoryNumber: hostile(200),
    manufacturer: hostile(200),
    model: hostile(200),
    location: hostile(200),
    ownerId: person.id,
  });
  const activity = await plantActivity(agent, origin, { person, team, asset });
  await agent.post('/saved-filters', { name: hostile(80), filter: { search: hostile(200) } });
  const configuration = await plantSettings(admin, origin);
  await plantTeamViewer(desk, admin, agent, activity);
  const request = await rita.post<{ id: string }>('/activities', reported(await me(rita)));
  await rita.post(`/activities/${request.id}/journal`, { text: hostile(20_000), visibility: 'requester' });
  return {
    activity: `/activities/${activity}`,
    asset: `/assets/${asset.id}`,
    person: `/administration/people/${person.id}`,
    configuration: `/configurations/${configuration}`,
    request: `/portal/activities/${request.id}`,
  };
}

const me = async (client: DeskClient) => (await client.get<{ id: string }>('/session')).id;
const reported = (initiatorId: string) => ({
  kind: 'incident',
  subject: hostile(400),
  description: hostile(20_000),
  initiatorId,
});

interface Ids {
  readonly person: { id: string };
  readonly team: { id: string };
  readonly asset: { id: string };
}

/** Its journal has a comment, a reply, a reason, a note and a solution; a file hangs on it. */
async function plantActivity(
  agent: DeskClient,
  origin: string,
  { person, team, asset }: Ids,
): Promise<string> {
  const made = await agent.post<{ id: string; version: number }>('/activities', {
    ...reported(person.id),
    assetIds: [asset.id],
  });
  await agent.post(`/activities/${made.id}/journal`, { text: hostile(20_000), visibility: 'internal' });
  await agent.post(`/activities/${made.id}/journal`, { text: hostile(2_000), visibility: 'requester' });
  let { version } = made;
  for (const step of [
    { transition: 'take_over' },
    { transition: 'hold', note: hostile(2_000) },
    { transition: 'forward', personId: person.id, note: hostile(2_000) },
    { transition: 'forward', teamId: team.id },
    { transition: 'take_over' },
    { transition: 'solve', note: hostile(2_000) },
    { transition: 'reopen', note: hostile(2_000) },
  ])
    ({ version } = await agent.post<{ version: number }>(`/activities/${made.id}/transitions`, {
      ...step,
      version,
    }));
  const name = encodeURIComponent(`${hostile(200)}.html`.slice(0, 255));
  await agent.browser.send(
    'POST',
    `${origin}/api/v1/activities/${made.id}/attachments?name=${name}`,
    new TextEncoder().encode('<script>'),
  );
  return made.id;
}

/** The desk's sender and mails, a token, a file to import, and what the connection's configuration is called. */
async function plantSettings(admin: DeskClient, origin: string): Promise<string> {
  const api = `${origin}/api/v1`;
  for (const language of ['de', 'en'])
    await admin.browser.send('PUT', `${api}/settings/mail-texts/solved/${language}`, {
      subject: hostile(200),
      text: `{address} ${hostile(2_000)}`,
    });
  await admin.post('/api-tokens', { name: hostile(100), roles: ['administrator'], expiresInDays: 1 });
  const cell = hostile(150).replaceAll('"', '""');
  const rows = `Name;Login;"${cell}"\r\n"${cell}";"${cell}";"${cell}"\r\n"${cell}";;\r\n`;
  const content = Buffer.from(rows).toString('base64');
  await admin.post('/imports', { kind: 'people', fileName: hostile(200), content });
  const { items } = await admin.get<{ items: { id: string }[] }>('/configurations');
  const id = items[0]?.id ?? '';
  const { version } = await admin.get<{ version: number }>(`/configurations/${id}`);
  await admin.browser.send('PATCH', `${api}/configurations/${id}`, { version, name: hostile(100) });
  return id;
}

/** What TeamViewer says of its devices, groups, people and sessions, synchronised and collected. */
async function plantTeamViewer(
  desk: DevEnv,
  admin: DeskClient,
  agent: DeskClient,
  activity: string,
): Promise<void> {
  const { state } = desk.emulator;
  const strangers = [...state.managedDevices.values()].slice(0, 6);
  for (const device of strangers) device.name = hostile(200);
  for (const group of [...state.managedGroups.values(), ...state.groups.values()]) group.name = hostile(200);
  for (const user of state.users.values()) user.name = hostile(200);
  const path = `/engine-activations/teamviewer/${encodeURIComponent('TeamViewer_Sync Assets - EA')}/activate`;
  const { run } = await admin.post<{ run: string }>(path);
  await agent.createSession(activity);
  const over = async () =>
    ['succeeded', 'failed'].includes((await admin.get<{ state: string }>(`/runs/${run}`)).state);
  const open = () => [...state.sessions.values()].some(({ customApi }) => customApi !== '');
  for (let look = 0; !(await over()) || !open(); look += 1) {
    if (look > 600) throw new Error('neither synchronised nor invited');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  for (const session of state.sessions.values()) {
    session.description = hostile(1_000);
    session.waitingMessage = hostile(1_000);
    session.customer = { name: hostile(200), joinedAt: session.createdAt };
  }
}
