import { z } from 'zod';
import { de, en } from 'zod/locales';
import { type Contributions, type Manifest, manifest } from '../manifest.ts';
import { type PackageProblem, PackageRefusal, refuseFor } from './package-refusal.ts';

const file = 'manifest.json';

/** Validates `manifest.json`: its shape first, then what its parts say of each other; all faults of a step at once. */
export function checkManifest(document: unknown): Manifest {
  const parsed = manifest.safeParse(document, { error: en().localeError });
  if (!parsed.success) {
    const german = manifest.safeParse(document, { error: de().localeError }).error?.issues ?? [];
    const problems = parsed.error.issues.map((issue, index) => ({
      path: `${file}: ${issue.path.map(String).join('.').slice(0, 200)}`,
      text: { de: german[index]?.message ?? issue.message, en: issue.message },
    }));
    throw new PackageRefusal(
      'manifest_invalid',
      { count: problems.length },
      { problems: problems.slice(0, 50), cause: new z.ZodError(parsed.error.issues.slice(0, 50)) },
    );
  }
  refuseFor('manifest_invalid', [...crossProblems(parsed.data)]);
  return parsed.data;
}

function problem(path: string, german: string, english: string): PackageProblem {
  return { path: `${file}: ${path}`, text: { de: german, en: english } };
}

function* crossProblems(read: Manifest): Generator<PackageProblem> {
  const all = read.contributions;
  yield* twins('languages', read.languages);
  yield* twins('permissions', read.permissions);
  yield* duplicates(all);
  const workflows = new Set(all.workflows.map((workflow) => workflow.name));
  const missingWorkflow = (path: string, name: string) =>
    problem(path, `Der Workflow „${name}“ ist nicht angekündigt.`, `The workflow "${name}" is not declared.`);
  for (const [index, rule] of all.complianceRules.entries()) {
    if (!workflows.has(rule.workflow)) {
      yield missingWorkflow(`contributions.complianceRules.${index}.workflow`, rule.workflow);
    }
  }
  for (const [index, activation] of all.engineActivations.entries()) {
    for (const name of activation.workflows) {
      if (!workflows.has(name))
        yield missingWorkflow(`contributions.engineActivations.${index}.workflows`, name);
    }
    if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(activation.localTime)) {
      yield problem(
        `contributions.engineActivations.${index}.localTime`,
        'Keine Uhrzeit von 00:00 bis 23:59.',
        'Not a time from 00:00 to 23:59.',
      );
    }
  }
  yield* linkProblems(all);
  yield* fieldProblems(all);
  for (const [index, host] of read.hosts.entries()) {
    if (new URL(host).origin !== host) {
      yield problem(
        `hosts.${index}`,
        'Nur Schema und Host, z. B. „https://example.org“.',
        'Only scheme and host, e.g. "https://example.org".',
      );
    }
  }
}

function* duplicates(all: Contributions): Generator<PackageProblem> {
  for (const kind of [
    'configurationTypes',
    'assetAttributes',
    'panels',
    'pages',
    'actions',
    'links',
  ] as const) {
    yield* twins(
      `contributions.${kind}`,
      all[kind].map((item) => item.id),
    );
  }
  for (const kind of ['engineActivations', 'complianceRules'] as const) {
    yield* twins(
      `contributions.${kind}`,
      all[kind].map((item) => item.name),
    );
  }
  yield* twins(
    'contributions.workflows',
    all.workflows.map((workflow) => `${workflow.name}@${workflow.version}`),
  );
}

function* twins(path: string, ids: readonly string[]): Generator<PackageProblem> {
  const seen = new Set<string>();
  for (const id of ids) {
    if (seen.has(id)) yield problem(path, `„${id}“ steht zweimal da.`, `"${id}" stands there twice.`);
    seen.add(id);
  }
}

function* linkProblems(all: Contributions): Generator<PackageProblem> {
  for (const [index, action] of all.actions.entries()) {
    if (action.does !== 'link') continue;
    if (all.links.some((link) => link.id === action.id && link.subject === action.subject)) continue;
    yield problem(
      `contributions.actions.${index}`,
      `Es fehlt ein Link „${action.id}“ für ${action.subject}.`,
      `A link "${action.id}" for ${action.subject} is missing.`,
    );
  }
}

function* fieldProblems(all: Contributions): Generator<PackageProblem> {
  for (const [index, type] of all.configurationTypes.entries()) {
    const path = `contributions.configurationTypes.${index}.fields`;
    yield* twins(
      path,
      type.fields.map((field) => field.name),
    );
    for (const field of type.fields) {
      if (field.kind === 'select' && !field.options?.length) {
        yield problem(path, `„${field.name}“ braucht Auswahlwerte.`, `"${field.name}" needs options.`);
      }
    }
  }
  for (const [index, attribute] of all.assetAttributes.entries()) {
    if (attribute.pattern === undefined || isPattern(attribute.pattern)) continue;
    yield problem(
      `contributions.assetAttributes.${index}.pattern`,
      'Kein regulärer Ausdruck.',
      'Not a regular expression.',
    );
  }
}

function isPattern(pattern: string): boolean {
  try {
    return Boolean(new RegExp(pattern, 'u'));
  } catch {
    return false;
  }
}
