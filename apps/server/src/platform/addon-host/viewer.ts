import type { Language, PageContext, PersonSnapshot, Subject, ViewerContext } from '@fernwart/addon-kit';
import type { Actor } from '../http/actor.ts';
import type { LoadedPackage } from './loaded-package.ts';
import { packageText } from './package-text.ts';

/** Who looks, as an add-on sees people. */
export function viewerOf(actor: Actor): PersonSnapshot {
  return {
    id: actor.id,
    name: actor.name,
    email: actor.email,
    language: actor.language,
    timeZone: actor.timeZone,
    active: true,
    roles: [...actor.roles],
  };
}

/** What an add-on is told about whoever looks or presses. */
export function viewerContext(
  loaded: LoadedPackage,
  actor: Actor,
  language: Language,
  subject: Subject,
): ViewerContext {
  return { ...pageContext(loaded, actor, language), subject, browserSession: actor.signInId };
}

export function pageContext(loaded: LoadedPackage, actor: Actor, language: Language): PageContext {
  return {
    viewer: viewerOf(actor),
    language,
    t: (key, values) => packageText(loaded, language, key, values),
  };
}
