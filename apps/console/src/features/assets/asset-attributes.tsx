import type { Asset } from '@fernwart/contract';
import { ActionIcon, Button, Group, Modal, Stack, TextInput, Tooltip } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { touch } from '../../app/live/touch.ts';
import { CopyValue } from '../../ui/copy-value.tsx';
import { Facts } from '../../ui/facts.tsx';
import { fieldErrors } from '../../ui/fields/field-errors.ts';
import { Instant } from '../../ui/instant.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { useMe } from '../people/use-me.ts';
import classes from './asset-attributes.module.css';
import { setAttribute } from './assets-api.ts';

/** One that has a value, or one that could have one. */
type Attribute = Asset['unset'][number] & { readonly value?: string };

/** What packages know of an asset, and where each value came from. */
export function AssetAttributes({ asset }: { asset: Asset }) {
  const { t } = useTranslation();
  const mayChange = useMe().roles.some((role) => role === 'agent' || role === 'administrator');
  const [edited, setEdited] = useState<Attribute | null>(null);
  const unset = mayChange ? asset.unset : [];
  if (asset.attributes.length + unset.length === 0) return null;
  const change = (attribute: Attribute) =>
    mayChange && (
      <Tooltip label={t('assets.changeAttribute', { label: attribute.label })}>
        <ActionIcon
          size="sm"
          aria-label={t('assets.changeAttribute', { label: attribute.label })}
          aria-haspopup="dialog"
          onClick={() => setEdited(attribute)}
        >
          <IconPencil size={14} />
        </ActionIcon>
      </Tooltip>
    );
  return (
    <>
      <Facts
        facts={[
          ...asset.attributes.map((attribute) => ({
            label: attribute.label,
            value: (
              <span className={classes.value}>
                <span className={classes.line}>
                  <strong>{attribute.value}</strong>
                  <CopyValue value={attribute.value} label={attribute.label} />
                  {change(attribute)}
                </span>
                <span className={classes.origin}>
                  {t(`assets.origin.${attribute.origin}`)} ·{' '}
                  <Instant at={attribute.updatedAt} as="relative" />
                </span>
              </span>
            ),
          })),
          ...unset.map((attribute) => ({
            label: attribute.label,
            value: <span className={classes.line}>– {change(attribute)}</span>,
          })),
        ]}
      />
      <Modal
        opened={edited !== null}
        onClose={() => setEdited(null)}
        title={edited?.label}
        closeButtonProps={{ 'aria-label': t('common.closeDialog') }}
      >
        {edited && <AttributeForm asset={asset} attribute={edited} onClose={() => setEdited(null)} />}
      </Modal>
    </>
  );
}

interface FormProps {
  readonly asset: Asset;
  readonly attribute: Attribute;
  onClose(): void;
}

function AttributeForm({ asset, attribute, onClose }: FormProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [value, setValue] = useState(attribute.value ?? '');
  const save = useMutation({
    mutationFn: () => setAttribute(asset.id, attribute.package, attribute.name, value.trim() || null),
    onSuccess: async () => {
      onClose();
      await touch(client, `asset:${asset.id}`, 'assets');
    },
  });
  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    save.mutate();
  }
  return (
    <form onSubmit={onSubmit}>
      <Stack gap="md">
        <TextInput
          data-autofocus
          label={attribute.label}
          description={t('assets.byHandHelp')}
          error={fieldErrors(save.error)['value']}
          value={value}
          onChange={(event) => setValue(event.currentTarget.value)}
        />
        {save.error && <ProblemNotice error={save.error} shownFields={['value']} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={save.isPending}>
            {t('common.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
