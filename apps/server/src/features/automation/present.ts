import type { Language, Localized, Run, RunDetail } from '@fernwart/contract';
import { z } from 'zod';
import type { WorkflowCatalogue } from './automation.ts';
import { failureText } from './failure-text.ts';
import type { RunRow } from './store.ts';

export function presentRun(row: RunRow, language: Language, catalogue: WorkflowCatalogue): Run {
  return {
    id: row.id,
    package: row.package_id,
    workflow: row.workflow,
    title: titleOf(row, catalogue)?.[language] ?? row.workflow,
    version: row.version,
    state: row.state,
    trigger: {
      kind: row.trigger_kind,
      personId: row.person_id,
      personName: row.person_name,
      name: row.trigger_name,
    },
    subject:
      row.subject_type && row.subject_id
        ? ({ type: row.subject_type, id: row.subject_id } as Run['subject'])
        : null,
    dueAt: row.due_at.toString(),
    createdAt: row.created_at.toString(),
    startedAt: row.started_at?.toString() ?? null,
    finishedAt: row.finished_at?.toString() ?? null,
    errorCode: row.error_code,
    errorText: failureText(row, language, catalogue),
    result: row.result,
  };
}

function titleOf(row: RunRow, catalogue: WorkflowCatalogue): Localized | undefined {
  return catalogue
    .titles()
    .find(({ packageId, name }) => packageId === row.package_id && name === row.workflow)?.title;
}

/** The names of the workflows that are called so, or in part; what nobody knows any more by its whole name. */
export function workflowsCalled(wanted: string, catalogue: Pick<WorkflowCatalogue, 'titles'>): string[] {
  const part = wanted.toLowerCase();
  const known = catalogue
    .titles()
    .filter(({ name, title }) =>
      [name, ...Object.values(title)].some((text) => text.toLowerCase().includes(part)),
    );
  return [...new Set([wanted, ...known.map(({ name }) => name)])];
}

const members = z.record(z.string(), z.unknown());
const shown = z.union([z.string(), z.number(), z.boolean()]);

/** What a run's result says to people: the members that its workflow has words for. */
export function resultFacts(
  row: RunRow,
  language: Language,
  catalogue: Pick<WorkflowCatalogue, 'workflow'>,
): RunDetail['resultFacts'] {
  const workflow = catalogue.workflow(row.package_id, row.workflow, row.version);
  const result = members.safeParse(row.result).data ?? {};
  const first = workflow?.resultOrder?.filter((member) => Object.hasOwn(result, member)) ?? [];
  // The database keeps members in an order of its own.
  return [...new Set([...first, ...Object.keys(result).toSorted()])].flatMap((member) => {
    const given = result[member];
    const label = workflow?.resultLabel?.(member);
    const value = shown.safeParse(given).data;
    return label && value !== undefined ? [{ label: label[language], value }] : [];
  });
}
