import { ActionIcon, CopyButton, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

/** Copies a value; says so on the spot. `label` names what is copied. */
export function CopyValue({ value, label }: { value: string; label: string }) {
  const { t } = useTranslation();
  return (
    <CopyButton value={value} timeout={1600}>
      {({ copied, copy }) => (
        <Tooltip label={copied ? t('common.copied') : t('common.copyValue', { label })}>
          <ActionIcon
            size="sm"
            color={copied ? 'green' : 'gray'}
            onClick={copy}
            aria-label={copied ? t('common.copied') : t('common.copyValue', { label })}
          >
            {copied ? <IconCheck size={15} /> : <IconCopy size={15} />}
          </ActionIcon>
        </Tooltip>
      )}
    </CopyButton>
  );
}
