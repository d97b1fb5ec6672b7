import type { Action, Panel, Subject, ViewerContext } from '@fernwart/addon-kit';
import type { ActionView, AddonOffers, Language, PackagePage, PageArea, PanelRef } from '@fernwart/contract';
import type { Actor } from '../http/actor.ts';
import type { Log } from '../log/log.ts';
import { mayReach } from './access.ts';
import { codeOf, isPassing } from './addon-error.ts';
import { formOf } from './answers.ts';
import type { Calls, Inside } from './calls.ts';
import type { DeskPorts } from './desk-ports.ts';
import type { LoadedPackage } from './loaded-package.ts';
import { oneLook } from './one-look.ts';
import { packageText } from './package-text.ts';
import type { Registry } from './registry.ts';
import { viewerContext } from './viewer.ts';

type DeclaredAction = LoadedPackage['manifest']['contributions']['actions'][number];
type DeclaredPanel = LoadedPackage['manifest']['contributions']['panels'][number];

/** Buttons and panels for a subject (`addonOffers` of activities, assets and configurations). */
export type Offers = (subject: Subject, actor: Actor, language: Language) => Promise<AddonOffers>;

/** What one package said about one of its contributions. */
type Answer<T> = { readonly offer: T | null } | 'unanswered';

/** Asks every package at once what it offers on a subject; one that fails or is slow offers nothing. */
export function createOffers(ports: DeskPorts, registry: Registry, calls: Calls): Offers {
  return async (subject, actor, language) => {
    const look = oneLook(ports);
    async function fromAll<T>(
      reach: 'deed' | 'view',
      of: (loaded: LoadedPackage) => { id: string; ask: (inside: Inside) => Promise<T | null> }[],
    ): Promise<Answer<T>[]> {
      const answers = registry.packages
        .filter((loaded) => loaded.addon !== null)
        .map(async (loaded) => {
          if (!(await mayReach(ports, loaded.id, actor, subject, reach))) return [];
          const asked = of(loaded).map(({ id, ask }) =>
            quietly(ports.log, loaded.id, id, () => calls.ask(loaded.id, ask, look)),
          );
          return Promise.all(asked);
        });
      return (await Promise.all(answers)).flat();
    }
    const [actions, panels] = await Promise.all([
      fromAll('deed', ({ manifest }) =>
        manifest.contributions.actions
          .filter((action) => action.subject === subject.type && action.does !== 'hidden')
          .map((action) => ({
            id: action.id,
            ask: (inside) =>
              actionView(inside, action, viewerContext(inside.loaded, actor, language, subject)),
          })),
      ),
      fromAll('view', ({ manifest }) =>
        manifest.contributions.panels
          .filter((panel) => panel.subject === subject.type)
          .map((panel) => ({
            id: panel.id,
            ask: (inside) => panelRef(inside, panel, viewerContext(inside.loaded, actor, language, subject)),
          })),
      ),
    ]);
    return {
      actions: inOrder(actions),
      panels: inOrder(panels),
      isComplete: [...actions, ...panels].every((answer) => answer !== 'unanswered'),
    };
  };
}

function inOrder<T extends { readonly position: number; readonly id: string }>(
  answers: readonly Answer<T>[],
): T[] {
  return answers
    .flatMap((answer) => (answer === 'unanswered' || answer.offer === null ? [] : [answer.offer]))
    .sort((a, b) => a.position - b.position || a.id.localeCompare(b.id));
}

/** Whether the handler is there and says yes; asked again before anything is done. */
export async function isOffered(
  handler: Action | Panel | undefined,
  context: ViewerContext,
  host: Inside['host'],
): Promise<boolean> {
  const answer: unknown = await handler?.offered(context, host);
  return answer === true;
}

export function isAddonSubject(subject: { type: string; id: string }): subject is Subject {
  return ['activity', 'asset', 'configuration', 'package'].includes(subject.type);
}

async function actionView(
  { addon, host, loaded }: Inside,
  action: DeclaredAction,
  context: ViewerContext,
): Promise<ActionView | null> {
  const handler = addon.actions?.[action.id];
  if (!handler || !(await isOffered(handler, context, host))) return null;
  const { icon, tone, description, position } = action;
  return {
    id: `${loaded.id}/${action.id}`,
    title: context.t(action.title),
    position,
    does: await doesOf(handler, action, context, host),
    ...(icon === undefined ? {} : { icon }),
    ...(tone === undefined ? {} : { tone }),
    ...(description === undefined ? {} : { description: context.t(description) }),
  };
}

async function panelRef(
  { addon, host, loaded }: Inside,
  { id, title, position, place }: DeclaredPanel,
  context: ViewerContext,
): Promise<PanelRef | null> {
  if (!(await isOffered(addon.panels?.[id], context, host))) return null;
  return { id, package: loaded.id, title: context.t(title), position, place };
}

async function doesOf(
  handler: Action,
  action: DeclaredAction,
  context: ViewerContext,
  host: Inside['host'],
): Promise<ActionView['does']> {
  if (action.does === 'link') {
    return { kind: 'link', href: host.linkUrl(action.id, context.subject), newTab: action.newTab ?? true };
  }
  if (action.does === 'form' && handler.form) {
    const form = formOf(await handler.form(context, host));
    return { kind: 'form', title: context.t(action.title), ...form };
  }
  return { kind: 'invoke', ...(action.confirm === undefined ? {} : { confirm: context.t(action.confirm) }) };
}

async function quietly<T>(
  log: Log,
  packageId: string,
  contribution: string,
  ask: () => Promise<T | null>,
): Promise<Answer<T>> {
  try {
    return { offer: await ask() };
  } catch (error) {
    const code = codeOf(error);
    if (code !== 'not_running')
      log.warn('An add-on could not say what it offers', { package: packageId, contribution, error });
    return isPassing(code) ? 'unanswered' : { offer: null };
  }
}

export function pagesOf(registry: Registry, actor: Actor | null, language: Language): PackagePage[] {
  return registry.packages.flatMap((loaded) =>
    loaded.addon === null
      ? []
      : loaded.manifest.contributions.pages
          .filter((page) => mayOpenPage(actor, page.area))
          .map((page) => ({
            package: loaded.id,
            id: page.id,
            title: packageText(loaded, language, page.title),
            area: page.area,
          })),
  );
}

/** The first question; what of a page somebody sees is the add-on's to decide, as with `portal`, by the viewer. */
export function mayOpenPage(actor: Actor | null, area: PageArea): boolean {
  if (!actor) return false;
  switch (area) {
    case 'administration':
    case 'first_steps':
      return actor.roles.has('administrator');
    case 'service_desk':
    case 'assets':
      return actor.roles.has('agent') || actor.roles.has('administrator');
    case 'dashboard_work':
      return actor.roles.has('agent');
    case 'dashboard_figures':
      return actor.roles.has('agent') || actor.roles.has('administrator') || actor.roles.has('auditor');
    case 'portal':
      return actor.roles.has('requester');
  }
}
