import { type BrowserSession, browserSession } from '@fernwart/dev-env';

/** The API as an agent's browser uses it. */
export interface DeskClient {
  readonly browser: BrowserSession;
  get<T>(path: string): Promise<T>;
  post<T>(path: string, body?: Record<string, unknown>): Promise<T>;
  /** A new incident of the requester `rita`. */
  newActivity(subject: string): Promise<{ id: string; number: string; version: number }>;
  /** The same, taken over by whoever is signed in. */
  takenOverActivity(subject: string): Promise<{ id: string; number: string; version: number }>;
  move(activityId: string, transition: string, note?: string): Promise<void>;
  createSession(activityId: string): Promise<{ kind: string; run?: string }>;
  /** Ids of the actions that the signed-in person is offered now. */
  offers(activityId: string): Promise<string[]>;
  /** Every journal entry's English text, oldest first. */
  journal(activityId: string): Promise<string[]>;
}

interface Entry {
  content: { en: { type: string; text?: string; name?: string; seconds?: number }[] };
}

export async function signedIn(origin: string, login: string): Promise<DeskClient> {
  const browser = browserSession();
  const api = `${origin}/api/v1`;
  await browser.send('POST', `${api}/session`, { login, password: 'fernwart' });
  const get = async <T>(path: string) => (await (await browser.send('GET', `${api}${path}`)).json()) as T;
  const post = async <T>(path: string, body: Record<string, unknown> = {}) => {
    const answer = await browser.send('POST', `${api}${path}`, body);
    return (answer.status === 204 ? undefined : await answer.json()) as T;
  };
  const client: DeskClient = {
    browser,
    get,
    post,
    async newActivity(subject) {
      const people = await get<{ items: { id: string }[] }>('/people?search=Rita%20Sommer');
      const initiator = people.items[0];
      return post('/activities', {
        kind: 'incident',
        subject,
        initiatorId: initiator?.id,
      });
    },
    async takenOverActivity(subject) {
      const made = await client.newActivity(subject);
      return post(`/activities/${made.id}/transitions`, { transition: 'take_over', version: made.version });
    },
    async move(activityId, transition, note) {
      const { version } = await get<{ version: number }>(`/activities/${activityId}`);
      await post(`/activities/${activityId}/transitions`, { transition, version, ...(note ? { note } : {}) });
    },
    createSession: (activityId) =>
      post('/packages/teamviewer/actions/create-session', { subject: { type: 'activity', id: activityId } }),
    async offers(activityId) {
      const { actions } = await get<{ actions: { id: string }[] }>(`/activities/${activityId}/offers`);
      return actions.map((action) => action.id);
    },
    async journal(activityId) {
      const { items } = await get<{ items: Entry[] }>(`/activities/${activityId}/journal?limit=200`);
      return items.toReversed().map((entry) => entry.content.en.map(plain).join(''));
    },
  };
  return client;
}

function plain(node: Entry['content']['en'][number]): string {
  return node.text ?? node.name ?? (node.seconds === undefined ? `<${node.type}>` : `${node.seconds} s`);
}
