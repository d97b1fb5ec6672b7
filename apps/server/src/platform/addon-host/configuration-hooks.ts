import type { ConfigurationSnapshot, FieldDeclaration, Language, Localized } from '@fernwart/addon-kit';
import type { Actor } from '../http/actor.ts';
import type { Log } from '../log/log.ts';
import { type Choices, choicesOf, errorsOf, sentencesOf } from './answers.ts';
import { addonProblem, type Calls } from './calls.ts';
import { localizedText, packageText } from './package-text.ts';
import type { Registry } from './registry.ts';
import { pageContext, viewerOf } from './viewer.ts';

/** A configuration type as a manifest declares it. */
export interface DeclaredConfigurationType {
  readonly packageId: string;
  readonly type: string;
  readonly title: Localized;
  readonly addTitle: Localized;
  readonly defaultName: string;
  readonly fields: readonly FieldDeclaration[];
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
  choices(packageId: string, type: string, configurationId: string): Promise<Choices>;
  /** Sentences; none from a package that fails or does not run. */
  dependents(
    packageId: string,
    type: string,
    configurationId: string,
    actor: Actor,
    language: Language,
  ): Promise<string[]>;
  /** A sentence that refuses, or null. */
  beforeDelete(
    packageId: string,
    configuration: ConfigurationSnapshot,
    actor: Actor,
    language: Language,
  ): Promise<string | null>;
  stored(packageId: string, type: string, configurationId: string): Promise<void>;
}

/** Asks a package about its configurations. A package that does not run is not asked, and nothing is kept from being stored. */
export function createConfigurationHooks(log: Log, registry: Registry, calls: Calls): ConfigurationHooks {
  const runs = (packageId: string) => registry.find(packageId)?.loaded.addon != null;
  async function asked<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw addonProblem(error);
    }
  }
  /** The form is worth more than what could be said beside it. */
  async function quietly<T>(
    part: string,
    packageId: string,
    otherwise: T,
    ask: () => Promise<T>,
  ): Promise<T> {
    try {
      return await ask();
    } catch (error) {
      log.warn('An add-on could not say what belongs to a configuration', {
        package: packageId,
        part,
        error,
      });
      return otherwise;
    }
  }
  return {
    types: () =>
      registry.packages.flatMap((loaded) =>
        loaded.addon === null
          ? []
          : loaded.manifest.contributions.configurationTypes.map((type) => ({
              packageId: loaded.id,
              type: type.id,
              title: localizedText(loaded, type.title),
              addTitle: localizedText(loaded, type.addTitle),
              defaultName: type.defaultName,
              fields: type.fields,
            })),
      ),
    validate: (packageId, type, configurationId, values, actor, language) =>
      asked(() =>
        calls.act(packageId, async ({ addon, host, loaded }) => {
          const handler = addon.configurationTypes?.[type];
          if (!handler) return {};
          const t = (key: string, filled?: Record<string, string | number>) =>
            packageText(loaded, language, key, filled);
          return errorsOf(
            await handler.validate(values, { configurationId, t, viewer: viewerOf(actor) }, host),
          );
        }),
      ),
    async suggestions(packageId, type, configurationId) {
      if (!runs(packageId)) return {};
      return asked(() =>
        calls.ask(packageId, ({ addon, host }) =>
          errorsOf(addon.configurationTypes?.[type]?.suggestions?.(configurationId, host) ?? {}),
        ),
      );
    },
    async choices(packageId, type, configurationId) {
      if (!runs(packageId)) return {};
      return quietly('choices', packageId, {}, () =>
        calls.ask(packageId, async ({ addon, host }) =>
          choicesOf((await addon.configurationTypes?.[type]?.choices?.(configurationId, host)) ?? {}),
        ),
      );
    },
    async dependents(packageId, type, configurationId, actor, language) {
      if (!runs(packageId)) return [];
      return quietly('dependents', packageId, [], () =>
        calls.ask(packageId, async ({ addon, host, loaded }) => {
          const context = pageContext(loaded, actor, language);
          const handler = addon.configurationTypes?.[type];
          return sentencesOf((await handler?.dependents?.(configurationId, context, host)) ?? []);
        }),
      );
    },
    async beforeDelete(packageId, configuration, actor, language) {
      if (!runs(packageId)) return null;
      return asked(() =>
        calls.act(packageId, async ({ addon, host, loaded }) => {
          const handler = addon.configurationTypes?.[configuration.type];
          const refusal = await handler?.beforeDelete?.(
            configuration,
            pageContext(loaded, actor, language),
            host,
          );
          return typeof refusal === 'string' ? refusal : null;
        }),
      );
    },
    async stored(packageId, type, configurationId) {
      if (!runs(packageId)) return;
      try {
        await calls.act(packageId, async ({ addon, host }) => {
          await addon.configurationTypes?.[type]?.stored?.(configurationId, host);
        });
      } catch (error) {
        // It is stored; whoever stored it must not be told that it failed.
        log.error('An add-on failed after a configuration was stored', { package: packageId, error });
      }
    },
  };
}
