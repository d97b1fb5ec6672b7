import { formatText } from '@fernwart/addon-kit';
import { type Language, type Localized, problemKinds } from '@fernwart/contract';
import type { WorkflowCatalogue } from './automation.ts';
import type { RunRow } from './store.ts';

const ownSentences: Readonly<Record<string, Localized>> = {
  workflow_unknown: {
    de: 'Den Workflow {workflow} in Version {version} gibt es hier nicht.',
    en: 'There is no workflow {workflow} in version {version} here.',
  },
  time_limit: {
    de: 'Der Workflow hat länger als {seconds} Sekunden gebraucht.',
    en: 'The workflow took longer than {seconds} seconds.',
  },
  package_removed: { de: 'Das Paket wurde entfernt.', en: 'The package was removed.' },
};

type Failed = Pick<
  RunRow,
  'package_id' | 'workflow' | 'version' | 'error_code' | 'error_text' | 'error_values'
>;

/** Why a run failed, in the reader's language; what an add-on said in words of its own stays as it was said. */
export function failureText(
  { package_id, workflow, version, error_code: code, error_text, error_values: values }: Failed,
  language: Language,
  catalogue: Pick<WorkflowCatalogue, 'workflow'>,
): string | null {
  if (code === null || values === null) return error_text;
  const sentence =
    catalogue.workflow(package_id, workflow, version)?.failureText?.(code, values) ??
    (Object.hasOwn(ownSentences, code) ? ownSentences[code] : problemSentence(code));
  return sentence ? formatText(sentence[language], values) : error_text;
}

function problemSentence(code: string): Localized | undefined {
  const kinds: Readonly<Record<string, { title: Localized }>> = problemKinds;
  return Object.hasOwn(kinds, code) ? kinds[code]?.title : undefined;
}
