import type { Manifest, NewRun } from '@fernwart/addon-kit';
import { AddonError } from './addon-error.ts';
import type { DeskPorts } from './desk-ports.ts';

/** The highest version that the manifest declares; null: it declares no such workflow. */
export function currentWorkflowVersion(manifest: Manifest, name: string): string | null {
  const versions = manifest.contributions.workflows
    .filter((workflow) => workflow.name === name)
    .map((workflow) => workflow.version);
  return versions.sort(byNumber).at(-1) ?? null;
}

function byNumber(a: string, b: string): number {
  const [aMajor = 0, aMinor = 0] = a.split('.').map(Number);
  const [bMajor = 0, bMinor = 0] = b.split('.').map(Number);
  return aMajor - bMajor || aMinor - bMinor;
}

/** A run as the desk starts it: of the current version, on the package's account. */
export function startOf(manifest: Manifest, run: NewRun): Parameters<DeskPorts['runs']['start']>[1] {
  const version = currentWorkflowVersion(manifest, run.workflow);
  if (version === null)
    throw new AddonError('bad_value', `the manifest declares no workflow "${run.workflow}"`);
  return {
    packageId: manifest.id,
    workflow: run.workflow,
    version,
    input: run.input,
    trigger: { ...run.trigger, personId: run.personId ?? null },
    ...(run.key === undefined ? {} : { key: run.key }),
    ...(run.subject === undefined ? {} : { subject: run.subject }),
    ...(run.dueAt === undefined ? {} : { dueAt: run.dueAt }),
  };
}
