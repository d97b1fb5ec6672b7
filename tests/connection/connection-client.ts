import { type BrowserSession, browserSession } from '@fernwart/dev-env';

/** An administrator's browser at the configuration of the demo. */
export interface ConnectionClient {
  readonly browser: BrowserSession;
  readonly configurationId: string;
  press(action: string): Promise<{ run: string }>;
  /** The run's state once it has ended. */
  ended(run: string): Promise<string>;
  panel(panel: 'connection' | 'health'): Promise<string>;
}

export async function asAdministrator(origin: string): Promise<ConnectionClient> {
  const browser = browserSession();
  const api = `${origin}/api/v1`;
  await browser.send('POST', `${api}/session`, { login: 'admin', password: 'fernwart' });
  const get = async <T>(path: string) => (await (await browser.send('GET', `${api}${path}`)).json()) as T;
  const list = await get<{ items: { id: string }[] }>('/configurations');
  const configurationId = list.items[0]?.id ?? '';
  return {
    browser,
    configurationId,
    async press(action) {
      const subject = { type: 'configuration', id: configurationId };
      const answer = await browser.send('POST', `${api}/packages/teamviewer/actions/${action}`, { subject });
      return (await answer.json()) as { run: string };
    },
    async ended(run) {
      for (;;) {
        const { state } = await get<{ state: string }>(`/runs/${run}`);
        if (state === 'succeeded' || state === 'failed') return state;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    },
    panel: async (panel) =>
      JSON.stringify(
        await get(
          `/packages/teamviewer/panels/${panel}?subjectType=configuration&subjectId=${configurationId}`,
        ),
      ),
  };
}
