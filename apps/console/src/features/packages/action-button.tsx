import type { ActionView, Subject } from '@fernwart/contract';
import { Button, Tooltip } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconExternalLink } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionIconNamed } from '../../ui/icon.tsx';
import { safeHref } from '../../ui/safe-href.ts';
import { toneColor } from '../../ui/tone.ts';
import { useInvoke } from './use-invoke.ts';

const ActionFormDialog = lazy(() => import('./action-form-dialog.tsx'));

interface Props {
  readonly action: ActionView;
  readonly subject: Subject;
  readonly small?: boolean;
}

/** A button that an add-on puts on an activity, an asset or a configuration. */
export function ActionButton({ action, subject, small = false }: Props) {
  const { t } = useTranslation();
  const [packageId = '', name = ''] = action.id.split('/');
  const { invoke, busy } = useInvoke({ packageId, action: name, subject });
  const [opened, form] = useDisclosure(false);
  const { does } = action;
  const look = {
    variant: 'light',
    size: small ? 'xs' : 'sm',
    color: action.tone ? toneColor[action.tone] : 'petrol',
    leftSection: <ActionIconNamed name={action.icon} />,
  };
  const button = () => {
    if (does.kind === 'link') {
      const href = safeHref(does.href);
      if (!href) return null;
      return (
        <Button
          {...look}
          component="a"
          href={href}
          {...(does.newTab ? { target: '_blank', rel: 'noopener noreferrer' } : {})}
          rightSection={does.newTab ? <IconExternalLink size={14} /> : undefined}
        >
          {action.title}
          {does.newTab && <span className="visually-hidden"> {t('common.newTab')}</span>}
        </Button>
      );
    }
    if (does.kind === 'form') {
      return (
        <Button {...look} aria-haspopup="dialog" onClick={form.open}>
          {action.title}
        </Button>
      );
    }
    return (
      <Button
        {...look}
        loading={busy}
        aria-haspopup={does.confirm ? 'dialog' : undefined}
        onClick={() =>
          invoke({
            input: {},
            confirm: does.confirm,
            title: action.title,
            danger: action.tone === 'danger',
          })
        }
      >
        {action.title}
      </Button>
    );
  };
  return (
    <>
      {action.description ? (
        <Tooltip label={action.description} multiline maw={320}>
          <span>{button()}</span>
        </Tooltip>
      ) : (
        button()
      )}
      {does.kind === 'form' && opened && (
        <Suspense fallback={null}>
          <ActionFormDialog
            packageId={packageId}
            name={name}
            form={does}
            subject={subject}
            onDone={form.close}
          />
        </Suspense>
      )}
    </>
  );
}
