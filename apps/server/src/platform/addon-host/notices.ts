import type { Language, Notice } from '@fernwart/contract';
import type { Actor } from '../http/actor.ts';
import { codeOf } from './addon-error.ts';
import { noticesOf } from './answers.ts';
import type { Calls } from './calls.ts';
import type { DeskPorts } from './desk-ports.ts';
import type { Registry } from './registry.ts';
import { pageContext } from './viewer.ts';

/** What packages have to say on every page at the moment, and the topics that it changes with. */
export type Notices = (actor: Actor, language: Language) => Promise<{ items: Notice[]; topics: string[] }>;

/** Asks every package that declares notices; one that fails or is slow says nothing. Requesters are told nothing. */
export function createNotices(ports: DeskPorts, registry: Registry, calls: Calls): Notices {
  return async (actor, language) => {
    if (!actor.roles.has('agent') && !actor.roles.has('administrator')) return { items: [], topics: [] };
    const asked = registry.packages.filter(
      (loaded) => loaded.addon !== null && loaded.manifest.contributions.notices,
    );
    const answers = await Promise.all(
      asked.map(({ id }) =>
        calls
          .ask(id, async ({ addon, host, loaded }) => {
            const said = await addon.notices?.(pageContext(loaded, actor, language), host);
            const { notices, topics } = noticesOf(said ?? { notices: [], topics: [] });
            return { items: notices.map((notice) => ({ package: id, ...notice })), topics };
          })
          .catch((error: unknown) => {
            // One that is being replaced or removed has nothing to say, and that is no trouble.
            if (!['draining', 'not_running', 'package_replaced'].includes(codeOf(error) ?? ''))
              ports.log.warn('An add-on could not give its notices', { package: id, error });
            return { items: [], topics: [] };
          }),
      ),
    );
    return {
      items: answers.flatMap((answer) => answer.items),
      topics: ['notices', ...answers.flatMap((answer) => answer.topics)],
    };
  };
}
