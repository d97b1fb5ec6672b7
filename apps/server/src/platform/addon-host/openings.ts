import type { Subject } from '@fernwart/addon-kit';
import type { Language } from '@fernwart/contract';
import type { Actor } from '../http/actor.ts';
import { Problem } from '../http/problem.ts';
import { assertReach } from './access.ts';
import { callbackPageOf, openingOf } from './answers.ts';
import { addonProblem, type Calls } from './calls.ts';
import type { DeskPorts } from './desk-ports.ts';
import { linkTargetOf } from './hrefs.ts';
import { packageText } from './package-text.ts';
import { viewerContext, viewerOf } from './viewer.ts';

/** Addresses that browsers open by themselves: an add-on's links, and its callback. */
export interface Openings {
  /** Where a link leads, or the sentence that refuses it. */
  open(
    packageId: string,
    linkId: string,
    subject: Subject,
    actor: Actor,
    language: Language,
  ): Promise<{ kind: 'redirect'; url: string } | { kind: 'refused'; text: string }>;
  callback(
    packageId: string,
    configurationId: string,
    query: Record<string, string>,
    actor: Actor | null,
    language: Language,
  ): Promise<ReturnType<typeof callbackPageOf>>;
}

export function createOpenings(ports: DeskPorts, calls: Calls): Openings {
  return {
    async open(packageId, linkId, subject, actor, language) {
      try {
        await assertReach(ports, packageId, actor, subject, 'view');
        return await calls.act(packageId, async ({ addon, host, loaded }) => {
          const declared = loaded.manifest.contributions.links.some(
            (link) => link.id === linkId && link.subject === subject.type,
          );
          const handler = declared ? addon.links?.[linkId] : undefined;
          if (!handler) throw new Problem('not_found');
          const opening = openingOf(
            await handler.open(viewerContext(loaded, actor, language, subject), host),
          );
          if (opening.kind === 'refused') return opening;
          const target = linkTargetOf((url) => ports.http.linkTarget(url, loaded.manifest.hosts));
          return { kind: 'redirect', url: target(opening.url) };
        });
      } catch (error) {
        throw told(ports, packageId, error);
      }
    },
    async callback(packageId, configurationId, query, actor, language) {
      try {
        return await calls.act(packageId, async ({ addon, host, loaded }) => {
          const handler = loaded.manifest.contributions.callback ? addon.callback : undefined;
          const configuration = handler && (await ports.configurations.get(packageId, configurationId));
          if (!handler || !configuration) throw new Problem('not_found');
          const context = {
            viewer: actor ? viewerOf(actor) : null,
            language,
            configuration,
            query,
            browserSession: actor?.signInId ?? null,
            t: (key: string, values?: Record<string, string | number>) =>
              packageText(loaded, language, key, values),
          };
          return callbackPageOf(await handler(context, host));
        });
      } catch (error) {
        throw told(ports, packageId, error);
      }
    },
  };
}

/** These addresses answer with pages, so what went wrong is logged here. */
function told(ports: DeskPorts, packageId: string, error: unknown): Problem {
  const problem = addonProblem(error);
  if (problem.cause !== undefined) {
    ports.log.warn('An add-on could not answer an opened address', {
      package: packageId,
      error: problem.cause,
    });
  }
  return problem;
}
