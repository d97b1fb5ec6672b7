import { Button, Tooltip } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '../ui/link-parts.tsx';
import { isConsolePath, safeHref } from '../ui/safe-href.ts';
import { useBlockContext } from './block-context.tsx';
import type { BlockOf } from './block-of.ts';
import classes from './buttons-block.module.css';

type LinkData = BlockOf<'links'>['links'][number];

export function LinksBlock({ block }: { block: BlockOf<'links'> }) {
  return (
    <div className={classes.row}>
      {block.links.map((link) => (
        <LinkButton key={`${link.href} ${link.label}`} link={link} />
      ))}
    </div>
  );
}

function LinkButton({ link }: { link: LinkData }) {
  const { t } = useTranslation();
  const { large } = useBlockContext();
  const href = safeHref(link.href);
  const variant = link.prominent ? 'filled' : 'default';
  const size = large && link.prominent ? 'xl' : 'sm';
  const icon = link.newTab ? <IconExternalLink size={15} /> : undefined;
  if (link.disabledReason !== undefined || !href) {
    return (
      <span className={classes.withReason}>
        <Tooltip label={link.disabledReason ?? t('blocks.unsafeLink')} multiline maw={340}>
          <Button variant={variant} rightSection={icon} data-disabled aria-disabled="true">
            {link.label}
          </Button>
        </Tooltip>
        <span className={classes.reason}>{link.disabledReason ?? t('blocks.unsafeLink')}</span>
      </span>
    );
  }
  // The router takes a path alone.
  if (isConsolePath(href) && !/[?#]/.test(href) && !link.newTab) {
    return (
      <ButtonLink to={href} variant={variant} size={size}>
        {link.label}
      </ButtonLink>
    );
  }
  return (
    <Button
      component="a"
      href={href}
      variant={variant}
      size={size}
      rightSection={icon}
      {...(link.newTab ? { target: '_blank', rel: 'noopener noreferrer' } : {})}
    >
      {link.label}
      {link.newTab && <span className="visually-hidden"> {t('common.newTab')}</span>}
    </Button>
  );
}
