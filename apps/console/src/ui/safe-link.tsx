import { Anchor } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { isConsolePath, safeHref } from './safe-href.ts';

interface Props {
  readonly href: string;
  readonly newTab?: boolean | undefined;
  readonly children: ReactNode;
}

/** A link out of data: pages of the console without a load, https in a new tab, anything else as plain text. */
export function SafeLink({ href, newTab, children }: Props) {
  const { t } = useTranslation();
  const safe = safeHref(href);
  if (!safe) return <>{children}</>;
  if (isConsolePath(safe) && !newTab) {
    return (
      <Anchor inherit component={Link} {...({ to: safe } as object)}>
        {children}
      </Anchor>
    );
  }
  const outside = newTab ?? !safe.startsWith('/');
  return (
    <Anchor inherit href={safe} {...(outside ? { target: '_blank', rel: 'noopener noreferrer' } : {})}>
      {children}
      {outside && (
        <>
          {' '}
          <IconExternalLink size={13} aria-hidden="true" />
          <span className="visually-hidden">{t('common.newTab')}</span>
        </>
      )}
    </Anchor>
  );
}
