import type { Me, PackagePage } from '@fernwart/contract';
import { ActionIcon } from '@mantine/core';
import { useDisclosure, useHotkeys } from '@mantine/hooks';
import { IconCommand } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Bell } from '../../features/notifications/bell.tsx';
import classes from './frame.module.css';

const CreateActivityDialog = lazy(() => import('../../features/activities/create-activity-dialog.tsx'));
const Palette = lazy(() => import('./palette.tsx'));

/** What is at hand on every page: what one was told, and the command palette for those who work on the desk. */
export default function DeskTools({ me, pages }: { me: Me; pages: readonly PackagePage[] }) {
  const { t } = useTranslation(['console', 'desk']);
  const [opened, palette] = useDisclosure(false);
  const [creating, create] = useDisclosure(false);
  const navigate = useNavigate();
  const reports = me.roles.some((role) => role === 'agent' || role === 'requester');
  const onDesk = me.roles.some((role) => role !== 'requester');
  useHotkeys([['mod+K', () => onDesk && palette.open()]], []);
  return (
    <div className={classes.tools}>
      {onDesk && (
        <ActionIcon
          size="lg"
          className={classes.menu ?? ''}
          aria-label={t('desk:palette.title')}
          aria-keyshortcuts="Control+K"
          aria-haspopup="dialog"
          onClick={palette.open}
        >
          <IconCommand size={18} aria-hidden="true" />
        </ActionIcon>
      )}
      <Bell me={me} />
      <Suspense fallback={null}>
        {opened && (
          <Palette
            me={me}
            pages={pages}
            onClose={palette.close}
            onCreate={reports ? create.open : undefined}
          />
        )}
        {creating && (
          <CreateActivityDialog
            onClose={create.close}
            onCreated={(activity) => void navigate({ to: '/activities/$activity', params: { activity } })}
          />
        )}
      </Suspense>
    </div>
  );
}
