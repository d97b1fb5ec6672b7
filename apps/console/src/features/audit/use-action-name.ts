import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { auditActions } from './audit-action-names.ts';

/** What an audit code says in words; the code itself where nobody knows it, e.g. of a newer version. */
export function useActionName(): (code: string) => string {
  const { t } = useTranslation(['console', 'administration']);
  return useCallback(
    (code: string) => {
      const known = auditActions.find((name) => name === code.replaceAll('.', '_'));
      return known ? t(`administration:audit.action.${known}`) : code;
    },
    [t],
  );
}
