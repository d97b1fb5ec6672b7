import { Alert } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

/** Says which variable of the environment decides what is shown. */
export function FixedNotice({ variable }: { variable: string | null }) {
  const { t } = useTranslation(['console', 'administration']);
  if (variable === null) return null;
  return (
    <Alert color="gray" variant="light" icon={<IconLock size={18} />}>
      {t('administration:settings.fixed', { variable })}
    </Alert>
  );
}
