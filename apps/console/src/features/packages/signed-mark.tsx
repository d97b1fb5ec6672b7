import type { InstalledPackage } from '@fernwart/contract';
import { Tooltip } from '@mantine/core';
import { IconRosetteDiscountCheckFilled, IconShieldOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './signed-mark.module.css';

/** Whether a trusted publisher signed a package, and which. */
export function SignedMark({ signed, publisher }: Pick<InstalledPackage, 'signed' | 'publisher'>) {
  const { t } = useTranslation();
  if (!signed) {
    return (
      <span className={classes.unsigned}>
        <IconShieldOff size={16} aria-hidden="true" />
        {t('packages.unsigned')}
      </span>
    );
  }
  return (
    <Tooltip label={t('packages.signedBy', { publisher: publisher ?? '–' })}>
      <span className={classes.signed}>
        <IconRosetteDiscountCheckFilled size={16} aria-hidden="true" />
        {t('packages.signed')}
      </span>
    </Tooltip>
  );
}
