import { liveQuery } from '@fernwart/contract';
import type { Clock } from '../clock/clock.ts';
import type { Live } from '../live/live.ts';
import type { Log } from '../log/log.ts';
import type { Actor } from './actor.ts';
import { runLiveStream } from './live-stream.ts';
import { Problem } from './problem.ts';
import type { Authenticate, OnRefusal, Router } from './route.ts';

/** Streams that one person may hold open on this node: a browser has one, a script that leaks them is stopped. */
const streamsPerPerson = 30;

export interface LiveRouteOptions {
  readonly live: Live;
  readonly clock: Clock;
  readonly log: Log;
  readonly authenticate: Authenticate;
  readonly mayWatch: (actor: Actor, topic: string) => Promise<boolean>;
  readonly onRefusal: OnRefusal;
  readonly stopping: AbortSignal;
}

/**
 * Events carry topics, never data. A topic that the person may not watch is answered with `event: refused`,
 * so that one object out of reach does not silence the others.
 */
export function addLiveRoute(router: Router, options: LiveRouteOptions): void {
  const open = new Map<string, number>();

  router.add({
    method: 'GET',
    path: '/api/v1/live',
    summary: 'An event stream that names each watched topic when it changes',
    who: 'signed_in',
    query: liveQuery,
    raw: true,
    answers: { 200: { description: 'The stream', type: 'text/event-stream' } },
    handle: async ({ actor, query, address, requestId, request, reply }) => {
      const count = open.get(actor.id) ?? 0;
      if (count >= streamsPerPerson) throw new Problem('too_many_requests');
      open.set(actor.id, count + 1);
      try {
        const asked = [query.topic ?? []].flat();
        const topics = new Set<string>();
        for (const topic of asked) if (await options.mayWatch(actor, topic)) topics.add(topic);
        const refusedTopics = asked.filter((topic) => !topics.has(topic));
        for (const topic of refusedTopics) {
          const path = `/api/v1/live?topic=${topic}`;
          await options.onRefusal({ actor, method: 'GET', path, address, requestId });
        }
        await runLiveStream(reply, {
          live: options.live,
          clock: options.clock,
          topics,
          refusedTopics,
          mayStay: async () => isTheSame(await options.authenticate(request), actor),
          personTopic: `person:${actor.id}`,
          stopping: options.stopping,
        });
      } catch (error) {
        if (!reply.sent) throw error;
        options.log.error('A live stream broke', { requestId, error });
      } finally {
        leave(actor.id);
      }
    },
  });

  /** Somebody whose roles or teams changed subscribes anew: what may be watched is judged again. */
  function isTheSame(now: Actor | null, before: Actor): boolean {
    return (
      now?.signInId === before.signInId &&
      now.roles.symmetricDifference(before.roles).size === 0 &&
      now.teamIds.symmetricDifference(before.teamIds).size === 0
    );
  }

  function leave(personId: string): void {
    const count = (open.get(personId) ?? 1) - 1;
    if (count > 0) open.set(personId, count);
    else open.delete(personId);
  }
}
