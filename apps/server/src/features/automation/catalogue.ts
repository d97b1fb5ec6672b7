import type { Localized } from '@fernwart/contract';
import type { AddonHost } from '../../platform/addon-host/addon-host.ts';
import { currentWorkflowVersion } from '../../platform/addon-host/declared-workflows.ts';
import { localizedText } from '../../platform/addon-host/package-text.ts';
import type { WorkflowCatalogue, WorkflowImplementation } from './automation.ts';

/** Workflows of the platform itself and of the packages that run on this node. */
export function createCatalogue(deps: {
  addonHost: Pick<AddonHost, 'packages' | 'workflow'>;
  /** Read when asked: the features that bring them are made later. */
  platformWorkflows: () => readonly {
    name: string;
    version: string;
    title: Localized;
    implementation: WorkflowImplementation;
  }[];
}): WorkflowCatalogue {
  const { addonHost, platformWorkflows } = deps;
  const active = () => addonHost.packages.filter((each) => each.addon !== null);
  return {
    workflow(packageId, name, version) {
      if (packageId !== null) return addonHost.workflow(packageId, name, version);
      return (
        platformWorkflows().find((each) => each.name === name && each.version === version)?.implementation ??
        null
      );
    },
    currentVersion(packageId, name) {
      if (packageId === null) return platformWorkflows().find((each) => each.name === name)?.version ?? null;
      const loaded = active().find((each) => each.id === packageId);
      return loaded ? currentWorkflowVersion(loaded.manifest, name) : null;
    },
    titles: () => [
      ...platformWorkflows().map(({ name, title }) => ({ packageId: null, name, title })),
      ...addonHost.packages.flatMap((loaded) =>
        loaded.manifest.contributions.workflows.map(({ name, title }) => ({
          packageId: loaded.id,
          name,
          title: localizedText(loaded, title),
        })),
      ),
    ],
    rules: () =>
      active().flatMap((loaded) =>
        loaded.manifest.contributions.complianceRules.map((rule) => ({
          packageId: loaded.id,
          name: rule.name,
          description: localizedText(loaded, rule.title),
          event: 'event' in rule.on ? rule.on.event : null,
          workflow: rule.workflow,
          version: versionOf(loaded, rule.workflow),
        })),
      ),
    engineActivations: () =>
      active().flatMap((loaded) =>
        loaded.manifest.contributions.engineActivations.map((activation) => ({
          packageId: loaded.id,
          name: activation.name,
          workflows: activation.workflows.map((name) => ({ name, version: versionOf(loaded, name) })),
          localTime: activation.localTime,
        })),
      ),
  };
}

/** The manifest was checked to declare every workflow that it names. */
function versionOf(loaded: AddonHost['packages'][number], workflow: string): string {
  const version = currentWorkflowVersion(loaded.manifest, workflow);
  if (version === null) throw new Error(`package ${loaded.id} declares no workflow ${workflow}`);
  return version;
}
