import type { Language, Run } from '@fernwart/contract';
import type { WorkflowCatalogue } from './automation.ts';
import { failureText } from './failure-text.ts';
import type { RunRow } from './store.ts';

export function presentRun(row: RunRow, language: Language, catalogue: WorkflowCatalogue): Run {
  return {
    id: row.id,
    package: row.package_id,
    workflow: row.workflow,
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
