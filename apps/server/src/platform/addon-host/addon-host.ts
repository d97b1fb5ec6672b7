import type {
  Addon,
  ConfigurationSnapshot,
  FieldDeclaration,
  Language,
  Localized,
  Manifest,
  Subject,
} from '@fernwart/addon-kit';
import type { ActionView, PackagePage, PanelRef } from '@fernwart/contract';
import type { Actor } from '../http/actor.ts';
import { addonWorkflow } from './addon-workflows.ts';
import { createCalls, type Deadlines, usualDeadlines } from './calls.ts';
import { createConfigurationHooks } from './configuration-hooks.ts';
import { type DeclaredAttributes, declaredAttributes } from './declared-attributes.ts';
import { createDeeds, type Deeds } from './deeds.ts';
import type { DeskPorts } from './desk-ports.ts';
import { createOffers, pagesOf } from './offers.ts';
import { createOpenings, type Openings } from './openings.ts';
import { recordUngranted } from './record-ungranted.ts';
import { createRegistry } from './registry.ts';
import { createScreens, type Screens } from './screens.ts';

/** A package as this node imported it. `addon` is null where it is installed but disabled. */
export interface LoadedPackage {
  readonly id: string;
  readonly version: string;
  /** Digest of the package's archive: calls of another digest's code are refused. */
  readonly digest: string;
  readonly manifest: Manifest;
  readonly strings: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly addon: Addon | null;
}

/** A workflow of a package, in the form in which automation executes it. */
export interface AddonWorkflow {
  readonly timeLimit: Temporal.Duration;
  execute(run: AddonRun): Promise<AddonRunOutcome>;
}
export interface AddonRun {
  readonly id: string;
  readonly workflow: string;
  readonly version: string;
  readonly input: Record<string, unknown>;
  readonly subject: { readonly type: string; readonly id: string } | null;
  readonly trigger: { readonly kind: string; readonly name: string; readonly personId: string | null };
  readonly attempt: number;
  readonly signal: AbortSignal;
  log(level: 'info' | 'warning' | 'error', text: Localized): Promise<void>;
}
export type AddonRunOutcome =
  | { readonly kind: 'done'; readonly result?: unknown }
  | { readonly kind: 'failed'; readonly code: string; readonly text: string }
  | { readonly kind: 'again'; readonly at: Temporal.Instant };

/** A configuration type as a manifest declares it. */
export interface DeclaredConfigurationType {
  readonly packageId: string;
  readonly type: string;
  readonly title: Localized;
  readonly addTitle: Localized;
  readonly defaultName: string;
  readonly fields: readonly FieldDeclaration[];
}

/**
 * Runs packages in this process: everything that calls an add-on's code goes through here, with a deadline, and with a
 * `Host` that holds what was granted. A throw, or a promise that never settles, ends at this door.
 */
export interface AddonHost {
  /** The generation of `package_generation` that this node runs. */
  readonly generation: number;
  /** Replaces what runs here; new calls meet the new code at once. */
  use(generation: number, packages: readonly LoadedPackage[]): void;
  /** Holds new calls back and waits for those under way; past the deadline these lose their host. */
  drain(packageId: string, deadline: Temporal.Duration): Promise<void>;
  /** Lets calls in again, where a drain ended without a new generation. */
  resume(packageId: string): void;
  readonly packages: readonly LoadedPackage[];
  /** Buttons and panels for a subject (`addonOffers` of activities, assets and configurations). */
  readonly offers: {
    actions(subject: Subject, actor: Actor, language: Language): Promise<ActionView[]>;
    panels(subject: Subject, actor: Actor, language: Language): Promise<PanelRef[]>;
  };
  /** Pages that packages add to the navigation, in the reader's language; none for requesters. */
  pages(actor: Actor | null, language: Language): PackagePage[];
  workflow(packageId: string, name: string, version: string): AddonWorkflow | null;
  /** What packages declare about the attributes that they add to assets. */
  readonly attributes: DeclaredAttributes;
  readonly configurations: ConfigurationHooks;
  /** What the routes in `routes.ts` answer with. */
  readonly screens: Screens;
  readonly deeds: Deeds;
  readonly openings: Openings;
}

/** What the configurations feature asks a package. */
export interface ConfigurationHooks {
  types(): DeclaredConfigurationType[];
  validate(
    packageId: string,
    type: string,
    configurationId: string,
    values: Record<string, unknown>,
    actor: Actor,
    language: Language,
  ): Promise<Record<string, string>>;
  suggestions(packageId: string, type: string, configurationId: string): Promise<Record<string, string>>;
  /** A sentence that refuses, or null. */
  beforeDelete(
    packageId: string,
    configuration: ConfigurationSnapshot,
    actor: Actor,
    language: Language,
  ): Promise<string | null>;
  stored(packageId: string, type: string, configurationId: string): Promise<void>;
}

/** Joins the desk's ports with the packages that `use` brings. Tests shorten the deadlines. */
export function createAddonHost(ports: DeskPorts, deadlines: Deadlines = usualDeadlines): AddonHost {
  const registry = createRegistry();
  const calls = createCalls(ports, registry, recordUngranted(ports), deadlines);
  return {
    get generation() {
      return registry.generation;
    },
    get packages() {
      return registry.packages;
    },
    use: registry.use,
    drain: registry.drain,
    resume: registry.resume,
    offers: createOffers(ports, registry, calls),
    screens: createScreens(ports, registry, calls),
    deeds: createDeeds(ports, calls),
    openings: createOpenings(ports, calls),
    configurations: createConfigurationHooks(ports.log, registry, calls),
    pages: (actor, language) => pagesOf(registry, actor, language),
    workflow: (packageId, name, version) => addonWorkflow(ports, registry, calls, packageId, name, version),
    attributes: declaredAttributes(registry),
  };
}
