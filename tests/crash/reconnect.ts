import { browserSession, demoServiceAccount } from '@fernwart/dev-env';

/** What an administrator does when told to: the authorisation once more, along the emulator's portal. */
export async function reconnect(
  stage: { readonly origin: string; readonly emulator: { readonly origin: string } },
  configurationId: string,
): Promise<void> {
  const browser = browserSession();
  await browser.send('POST', `${stage.origin}/api/v1/session`, { login: 'admin', password: 'fernwart' });
  const link = await browser.send(
    'GET',
    `${stage.origin}/open/teamviewer/authorize/configuration/${configurationId}`,
  );
  await browser.send(
    'POST',
    `${stage.emulator.origin}/sign-in`,
    new URLSearchParams({ ...demoServiceAccount, next: '/profile' }),
  );
  const consentPage = new URL(locationOf(link));
  const consent = await browser.send(
    'POST',
    `${stage.emulator.origin}${consentPage.pathname}${consentPage.search}`,
    new URLSearchParams({ decision: 'allow' }),
  );
  // The app still knows the address that the desk had when it was set up.
  const callback = new URL(locationOf(consent));
  await browser.send('GET', `${stage.origin}${callback.pathname}${callback.search}`);
}

function locationOf(response: Response): string {
  const location = response.headers.get('location');
  if (location === null) throw new Error(`${response.url} led nowhere`);
  return location;
}
