import type { Activity } from '@fernwart/contract';
import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPencil } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../people/use-me.ts';

const EditActivityDialog = lazy(() => import('./edit-activity-dialog.tsx'));

/** Agents may correct what an activity says. */
export function EditActivityButton({ activity }: { activity: Activity }) {
  const { t } = useTranslation();
  const [opened, dialog] = useDisclosure(false);
  if (!useMe().roles.includes('agent')) return null;
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconPencil size={16} />}
        aria-haspopup="dialog"
        onClick={dialog.open}
      >
        {t('common.edit')}
      </Button>
      <Suspense fallback={null}>
        {opened && <EditActivityDialog activity={activity} onClose={dialog.close} />}
      </Suspense>
    </>
  );
}
