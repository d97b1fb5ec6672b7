import { createLeader, type Leader } from './leader.ts';
import type { LiveChannel, LiveListener, Message } from './live-channel.ts';

const leaderLock = 'fernwart-live-leader';
const tabLock = (tab: string) => `fernwart-live-tab:${tab}`;

/** Opens this tab's end; see `LiveChannel`. */
export function openLiveChannel(listener: LiveListener): LiveChannel {
  const tab = crypto.randomUUID();
  const broadcast = new BroadcastChannel('fernwart-live');
  const closing = new AbortController();
  let wanted: readonly string[] = [];
  let leader: Leader | null = null;

  function receive(message: Message): void {
    if (message.kind === 'topic') listener.onTopic(message.topic);
    if (message.kind === 'gap') listener.onGap(message.topics);
    if (message.kind === 'connection') listener.onConnection(message.connected);
    if (message.kind === 'who') say({ kind: 'want', tab, topics: wanted });
    if (message.kind === 'want') leader?.want(message.tab, message.topics);
  }
  function say(message: Message): void {
    if (!closing.signal.aborted) broadcast.postMessage(message);
  }
  broadcast.addEventListener('message', (event: MessageEvent<Message>) => receive(event.data));

  function lead(): Promise<void> {
    leader = createLeader({
      // The leader's own tab hears nothing of what it posts itself.
      send: (message) => {
        say(message);
        receive(message);
      },
      open: (url) => new EventSource(url),
      livingTabs,
    });
    leader.want(tab, wanted);
    say({ kind: 'who' });
    return new Promise((resolve) => {
      closing.signal.addEventListener('abort', () => {
        leader?.close();
        resolve();
      });
    });
  }

  hold(
    tabLock(tab),
    () => new Promise<void>((resolve) => closing.signal.addEventListener('abort', () => resolve())),
  );
  hold(leaderLock, lead);

  function hold(name: string, work: () => Promise<void>): void {
    navigator.locks.request(name, { signal: closing.signal }, work).catch((error: unknown) => {
      if (!closing.signal.aborted) throw error;
    });
  }

  return {
    want(topics) {
      wanted = topics;
      if (leader) leader.want(tab, topics);
      else say({ kind: 'want', tab, topics });
    },
    close() {
      closing.abort();
      broadcast.close();
    },
  };
}

async function livingTabs(): Promise<ReadonlySet<string>> {
  const { held = [] } = await navigator.locks.query();
  const prefix = tabLock('');
  return new Set(held.flatMap(({ name }) => (name?.startsWith(prefix) ? [name.slice(prefix.length)] : [])));
}
