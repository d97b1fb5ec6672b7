import { Drawer } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Wordmark } from '../../ui/wordmark.tsx';
import classes from './frame.module.css';

interface Props {
  readonly opened: boolean;
  /** The account's menu stands over it: Escape closes that one alone. */
  readonly covered: boolean;
  onClose(): void;
  readonly children: ReactNode;
}

/** The navigation where it has no place of its own. */
export default function NavigationDrawer({ opened, covered, onClose, children }: Props) {
  const { t } = useTranslation();
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      closeOnEscape={!covered}
      size={280}
      title={<Wordmark />}
      classNames={{
        content: classes.drawer ?? '',
        header: classes.drawer ?? '',
        body: classes.drawerBody ?? '',
        close: classes.menu ?? '',
      }}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {children}
    </Drawer>
  );
}
