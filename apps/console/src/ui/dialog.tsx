import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface Props {
  readonly title: ReactNode;
  readonly wide?: boolean;
  /** Another dialog stands over it: Escape closes that one alone. */
  readonly covered?: boolean;
  onClose(): void;
  readonly children: ReactNode;
}

/** A dialog that is there as long as it is drawn; loaded when it is first needed. */
export function Dialog({ title, wide = false, covered = false, onClose, children }: Props) {
  const { t } = useTranslation();
  return (
    <Modal
      opened
      onClose={onClose}
      closeOnEscape={!covered}
      title={title}
      size={wide ? 'lg' : 'md'}
      closeButtonProps={{ 'aria-label': t('common.closeDialog') }}
    >
      {children}
    </Modal>
  );
}
