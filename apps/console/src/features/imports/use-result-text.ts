import type { ImportSummary } from '@fernwart/contract';
import { useTranslation } from 'react-i18next';

/** What an import did, in a sentence. */
export function useResultText(): (result: ImportSummary['result']) => string {
  const { t } = useTranslation(['console', 'administration']);
  return (result) =>
    t('administration:imports.applied', {
      added: result?.new ?? 0,
      changed: result?.changed ?? 0,
      unchanged: result?.unchanged ?? 0,
      refused: result?.refused ?? 0,
    });
}
