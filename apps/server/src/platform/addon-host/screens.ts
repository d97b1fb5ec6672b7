import type { Subject } from '@fernwart/addon-kit';
import type { Language, PanelAnswer, sourceAnswer } from '@fernwart/contract';
import type { z } from 'zod';
import type { Actor } from '../http/actor.ts';
import { Problem } from '../http/problem.ts';
import { assertReach } from './access.ts';
import { codeOf } from './addon-error.ts';
import { placeholder, renderedBlocks, tableRows } from './answers.ts';
import { addonProblem, type Calls, type Inside } from './calls.ts';
import type { DeskPorts } from './desk-ports.ts';
import { linkTargetOf } from './hrefs.ts';
import { isOffered, mayOpenPage } from './offers.ts';
import { packageText } from './package-text.ts';
import type { Registry } from './registry.ts';
import { pageContext, viewerContext } from './viewer.ts';

export interface SourceQuery {
  readonly cursor: string | null;
  readonly limit: number;
  readonly search: string | null;
  readonly sort: string | null;
  readonly filters: Record<string, string>;
}

/** Panels, pages and table sources, as routes answer them. A part that fails or is slow shows a plain placeholder. */
export interface Screens {
  panel(
    packageId: string,
    panelId: string,
    subject: Subject,
    actor: Actor,
    language: Language,
  ): Promise<PanelAnswer>;
  page(packageId: string, pageId: string, actor: Actor, language: Language): Promise<PanelAnswer>;
  rows(
    packageId: string,
    source: string,
    query: SourceQuery,
    actor: Actor,
    language: Language,
  ): Promise<z.input<typeof sourceAnswer>>;
}

export function createScreens(ports: DeskPorts, registry: Registry, calls: Calls): Screens {
  const targetOf = ({ loaded }: Inside) =>
    linkTargetOf((url) => ports.http.linkTarget(url, loaded.manifest.hosts));

  async function orPlaceholder(
    packageId: string,
    part: string,
    language: Language,
    render: (inside: Inside) => Promise<unknown>,
  ): Promise<Omit<PanelAnswer, 'title'>> {
    try {
      const rendered = await calls.ask(packageId, async (inside) =>
        renderedBlocks(await render(inside), targetOf(inside)),
      );
      return { ...rendered, isComplete: true };
    } catch (error) {
      if (error instanceof Problem) throw error;
      ports.log.warn('An add-on could not render', { package: packageId, part, error });
      return placeholder(codeOf(error), language);
    }
  }

  return {
    async panel(packageId, panelId, subject, actor, language) {
      const loaded = registry.find(packageId)?.loaded;
      const declared = loaded?.manifest.contributions.panels.find(
        (panel) => panel.id === panelId && panel.subject === subject.type,
      );
      if (!loaded?.addon || !declared) throw new Problem('not_found');
      await assertReach(ports, packageId, actor, subject, 'view');
      const answer = await orPlaceholder(
        packageId,
        panelId,
        language,
        async ({ addon, host, loaded: now }) => {
          const context = viewerContext(now, actor, language, subject);
          const handler = addon.panels?.[panelId];
          if (!handler || !(await isOffered(handler, context, host))) throw new Problem('not_found');
          return handler.render(context, host);
        },
      );
      return { title: packageText(loaded, language, declared.title), ...answer };
    },
    async page(packageId, pageId, actor, language) {
      const loaded = registry.find(packageId)?.loaded;
      const declared = loaded?.manifest.contributions.pages.find((page) => page.id === pageId);
      if (!loaded?.addon || !declared) throw new Problem('not_found');
      if (!mayOpenPage(actor, declared.area)) throw new Problem('not_allowed');
      const answer = await orPlaceholder(packageId, pageId, language, async ({ addon, host, loaded: now }) =>
        addon.pages?.[pageId]?.render(pageContext(now, actor, language), host),
      );
      return { title: packageText(loaded, language, declared.title), ...answer };
    },
    async rows(packageId, source, query, actor, language) {
      if (!actor.roles.has('agent') && !actor.roles.has('administrator')) throw new Problem('not_allowed');
      try {
        return await calls.act(packageId, async (inside) => {
          const handler = inside.addon.sources?.[source];
          if (!handler || !Object.hasOwn(inside.addon.sources ?? {}, source)) throw new Problem('not_found');
          const context = pageContext(inside.loaded, actor, language);
          return tableRows(await handler.rows(context, query, inside.host), targetOf(inside));
        });
      } catch (error) {
        throw addonProblem(error);
      }
    },
  };
}
