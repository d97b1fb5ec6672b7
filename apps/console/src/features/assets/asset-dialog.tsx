import type { Asset } from '@fernwart/contract';
import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { touch } from '../../app/live/touch.ts';
import { fieldErrors } from '../../ui/fields/field-errors.ts';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { PersonPicker } from '../people/person-picker.tsx';
import { createAsset, updateAsset } from './assets-api.ts';

interface Props {
  readonly opened: boolean;
  /** Null: a new one. */
  readonly asset: Asset | null;
  onClose(): void;
  onSaved(id: string): void;
}

/** Makes or corrects an asset. */
export function AssetDialog({ opened, asset, onClose, onSaved }: Props) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      size="lg"
      title={asset ? t('assets.edit', { name: asset.name }) : t('assets.create')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {opened && <AssetForm asset={asset} onClose={onClose} onSaved={onSaved} />}
    </Modal>
  );
}

const fields = [
  'name',
  'kind',
  'inventoryNumber',
  'serialNumber',
  'manufacturer',
  'model',
  'location',
] as const;

function AssetForm({ asset, onClose, onSaved }: Omit<Props, 'opened'>) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [draft, setDraft] = useState(() =>
    Object.fromEntries(fields.map((name) => [name, asset?.[name] ?? (name === 'kind' ? 'computer' : '')])),
  );
  // The version belongs to what one sees in the fields, not to what may have come in meanwhile.
  const [version] = useState(asset?.version ?? 0);
  const [ownerId, setOwnerId] = useState(asset?.owner?.id ?? null);
  const save = useMutation({
    mutationFn: () => {
      const orNull = (name: (typeof fields)[number]) => draft[name]?.trim() || null;
      const body = {
        name: draft['name'] ?? '',
        kind: draft['kind'] || 'computer',
        inventoryNumber: orNull('inventoryNumber'),
        serialNumber: orNull('serialNumber'),
        manufacturer: orNull('manufacturer'),
        model: orNull('model'),
        location: orNull('location'),
        ownerId,
      };
      return asset ? updateAsset(asset.id, { ...body, version }) : createAsset(body);
    },
    onSuccess: async (saved) => {
      onClose();
      onSaved(saved.id);
      await touch(client, `asset:${saved.id}`, 'assets');
    },
  });
  const errors = fieldErrors(save.error);
  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    save.mutate();
  }
  return (
    <form onSubmit={onSubmit}>
      <Stack gap="md">
        {fields.map((name) => (
          <TextInput
            key={name}
            data-autofocus={name === 'name' || undefined}
            label={t(`assets.${name}`)}
            value={draft[name] ?? ''}
            error={errors[name]}
            required={name === 'name'}
            onChange={(event) => {
              const { value } = event.currentTarget;
              setDraft((before) => ({ ...before, [name]: value }));
            }}
          />
        ))}
        <PersonPicker
          label={t('assets.owner')}
          value={ownerId}
          known={asset?.owner ?? null}
          onChange={setOwnerId}
        />
        {save.error && <ProblemNotice error={save.error} shownFields={fields} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={save.isPending} disabled={!draft['name']?.trim()}>
            {t('common.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
