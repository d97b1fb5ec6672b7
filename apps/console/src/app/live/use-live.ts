import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { askAgain } from './ask-again.ts';
import type { LiveChannel } from './live-channel.ts';
import { openLiveChannel } from './open-live-channel.ts';
import { topicsOf } from './topics.ts';

/** Keeps every answer on the page fresh by live events; tells whether the stream stands. */
export function useLive(): boolean {
  const client = useQueryClient();
  const [connected, setConnected] = useState(true);
  useEffect(() => {
    const channel = openLiveChannel({
      onTopic: (topic) => void askAgain(client, (topics) => topics.includes(topic)),
      onGap: (gone) =>
        void askAgain(client, (topics) => topics.some((topic) => gone?.includes(topic) ?? true)),
      onConnection: setConnected,
    });
    const stop = follow(client, channel);
    return () => {
      stop();
      channel.close();
    };
  }, [client]);
  return connected;
}

/** The topics follow the queries that somebody looks at. */
function follow(client: QueryClient, channel: LiveChannel): () => void {
  const cache = client.getQueryCache();
  let last = '';
  function update(): void {
    const topics = cache
      .getAll()
      .filter((query) => query.getObserversCount() > 0)
      .flatMap((query) => topicsOf(query));
    const wanted = [...new Set(topics)].sort();
    const now = wanted.join(' ');
    if (now === last) return;
    last = now;
    channel.want(wanted);
  }
  update();
  return cache.subscribe(update);
}
