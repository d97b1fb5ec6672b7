import type { RunningServer } from '@fernwart/server';
import type { Emulator } from '@fernwart/teamviewer-emulator';
import { type BrowserSession, browserSession } from './browser-session.ts';
import { demoApp, demoServiceAccount } from './demo-seed.ts';

const package_ = 'teamviewer';
const type = 'configuration';

/** Configures the add-on and connects it, along the very way an administrator and the emulator's portal go. */
export async function connectTeamViewer(server: RunningServer, emulator: Emulator): Promise<void> {
  const browser = browserSession();
  const api = `${server.origin}/api/v1`;
  await browser.send('POST', `${api}/session`, { login: 'admin', password: 'fernwart' });
  const configurationId = await configure(browser, api);
  // Tokens that the emulator remembers are those that the add-on holds: nothing to do.
  if (emulator.state.accessTokens.size > 0) return;
  const app = emulator.state.apps.get(demoApp.clientId);
  if (!app) throw new Error('the emulator does not know the demo app');
  app.redirectUri = `${server.origin}/callback/${package_}/${configurationId}`;

  const link = await browser.send(
    'GET',
    `${server.origin}/open/${package_}/authorize/configuration/${configurationId}`,
  );
  const consentPage = locationOf(link);
  await browser.send(
    'POST',
    `${emulator.origin}/sign-in`,
    new URLSearchParams({ ...demoServiceAccount, next: '/profile' }),
  );
  const consent = await browser.send('POST', consentPage, new URLSearchParams({ decision: 'allow' }));
  await browser.send('GET', locationOf(consent));
  await tokenArrived(browser, api, configurationId);
}

function locationOf(response: Response): string {
  const location = response.headers.get('location');
  if (location === null) throw new Error(`${response.url} led nowhere`);
  return location;
}

/** The callback starts the workflow that gets the token; the demo is ready once it has. */
async function tokenArrived(browser: BrowserSession, api: string, configurationId: string): Promise<void> {
  const query = new URLSearchParams({
    workflow: 'W_Team_getToken-UIActionWF',
    subjectType: 'configuration',
    subjectId: configurationId,
  });
  for (let attempt = 0; attempt < 150; attempt += 1) {
    const answer = (await (await browser.send('GET', `${api}/runs?${query.toString()}`)).json()) as {
      items: { state: string; errorText: string | null }[];
    };
    if (answer.items.some((run) => run.state === 'succeeded')) return;
    const failed = answer.items.find((run) => run.state === 'failed');
    if (failed) throw new Error(`the demo could not be connected: ${failed.errorText ?? 'no reason given'}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('the demo did not get its token');
}

async function configure(browser: BrowserSession, api: string): Promise<string> {
  const existing = (await (await browser.send('GET', `${api}/configurations`)).json()) as {
    items: { id: string; package: string }[];
  };
  const found = existing.items.find((each) => each.package === package_);
  if (found) return found.id;
  const created = (await (
    await browser.send('POST', `${api}/configurations`, {
      package: package_,
      type,
      name: 'TeamViewer',
      values: { clientId: demoApp.clientId, clientSecret: demoApp.clientSecret, syncMode: 'group' },
    })
  ).json()) as { id: string; version: number; suggestions: Record<string, string> };
  await browser.send('PATCH', `${api}/configurations/${created.id}`, {
    version: created.version,
    values: created.suggestions,
  });
  return created.id;
}
