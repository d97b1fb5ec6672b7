import { useSyncExternalStore } from 'react';

const tickMilliseconds = 30_000;
const rounded = () => Math.floor(Date.now() / tickMilliseconds) * tickMilliseconds;

function subscribe(changed: () => void): () => void {
  const timer = setInterval(changed, tickMilliseconds);
  return () => clearInterval(timer);
}

/** The present, in steps of half a minute: enough for "5 minutes ago". */
export function useNow(): number {
  return useSyncExternalStore(subscribe, rounded);
}
