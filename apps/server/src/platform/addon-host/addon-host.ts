import type { GaugeReading, Language } from '@fernwart/addon-kit';
import type { PackagePage } from '@fernwart/contract';
import type { Actor } from '../http/actor.ts';
import type { AddonWorkflow } from './addon-run.ts';
import { addonWorkflow } from './addon-workflows.ts';
import { createCalls, type Deadlines, usualDeadlines } from './calls.ts';
import { type ConfigurationHooks, createConfigurationHooks } from './configuration-hooks.ts';
import { type DeclaredAttributes, declaredAttributes } from './declared-attributes.ts';
import { createDeeds, type Deeds } from './deeds.ts';
import type { DeskPorts } from './desk-ports.ts';
import type { LoadedPackage } from './loaded-package.ts';
import { createNotices, type Notices } from './notices.ts';
import { createOffers, type Offers, pagesOf } from './offers.ts';
import { createOpenings, type Openings } from './openings.ts';
import { packageGauges } from './package-gauges.ts';
import { type PackageTexts, packageTexts } from './package-texts.ts';
import { recordUngranted } from './record-ungranted.ts';
import { createRegistry } from './registry.ts';
import { createScreens, type Screens } from './screens.ts';

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
  readonly offers: Offers;
  /** Pages that packages add to the navigation, in the reader's language; none for requesters. */
  pages(actor: Actor | null, language: Language): PackagePage[];
  workflow(packageId: string, name: string, version: string): AddonWorkflow;
  /** What packages declare about the attributes that they add to assets. */
  readonly attributes: DeclaredAttributes;
  readonly texts: PackageTexts;
  readonly configurations: ConfigurationHooks;
  /** What the routes in `routes.ts` answer with. */
  readonly screens: Screens;
  readonly deeds: Deeds;
  readonly openings: Openings;
  /** For metrics: what packages tell of themselves. */
  gauges(): Promise<GaugeReading[]>;
  readonly notices: Notices;
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
    notices: createNotices(ports, registry, calls),
    configurations: createConfigurationHooks(ports.log, registry, calls),
    pages: (actor, language) => pagesOf(registry, actor, language),
    texts: packageTexts(registry),
    workflow: (packageId, name, version) => addonWorkflow(ports, registry, calls, packageId, name, version),
    attributes: declaredAttributes(registry),
    gauges: packageGauges(registry, calls, ports.log),
  };
}
