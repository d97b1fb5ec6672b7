import type { ConfigurationType, FormField } from '@fernwart/contract';
import { IconAdjustments, IconPencil } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../ui/empty.tsx';
import { Facts } from '../../ui/facts.tsx';
import { ButtonLink } from '../../ui/link-parts.tsx';
import { plainText } from '../../ui/plain-text.ts';
import { PendingPreview, Preview } from '../../ui/preview.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { ActionBar } from '../packages/action-bar.tsx';
import { Panels } from '../packages/panels.tsx';
import {
  configurationOffersQuery,
  configurationQuery,
  configurationTypesQuery,
} from './configurations-api.ts';

export function ConfigurationPreview({ id }: { id: string | undefined }) {
  const { t } = useTranslation();
  if (!id) return <Empty icon={<IconAdjustments size={22} />} title={t('configurations.choose')} />;
  return <LoadedConfiguration key={id} id={id} />;
}

function LoadedConfiguration({ id }: { id: string }) {
  const { t } = useTranslation();
  const { data: configuration, error, refetch } = useQuery(configurationQuery(id));
  const offers = useQuery(configurationOffersQuery(id));
  const types = useQuery(configurationTypesQuery);
  if (error) return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  if (!configuration) return <PendingPreview />;
  const type = types.data?.items.find(
    (each) => each.package === configuration.package && each.type === configuration.type,
  );
  const subject = { type: 'configuration', id } as const;
  return (
    <Preview
      above={
        <>
          {type?.title ?? configuration.type}
          {configuration.isDefault && ` · ${t('configurations.default')}`}
        </>
      }
      title={configuration.name}
      open={
        <ButtonLink
          to="/configurations/$configuration"
          params={{ configuration: id }}
          variant="default"
          size="xs"
          leftSection={<IconPencil size={14} />}
        >
          {t('common.edit')}
        </ButtonLink>
      }
    >
      <ActionBar offers={offers.data} subject={subject} small />
      {offers.data && <Panels panels={offers.data.panels} subject={subject} />}
      <ValueFacts type={type} values={configuration.values} storedSecrets={configuration.storedSecrets} />
    </Preview>
  );
}

interface ValueProps {
  readonly type: ConfigurationType | undefined;
  readonly values: Readonly<Record<string, unknown>>;
  readonly storedSecrets: readonly string[];
}

function ValueFacts({ type, values, storedSecrets }: ValueProps) {
  const { t } = useTranslation();
  function shown(field: FormField): string {
    const value = values[field.name];
    if (field.kind === 'secret') {
      return storedSecrets.includes(field.name) ? t('fields.secretStored') : t('fields.secretMissing');
    }
    if (field.kind === 'switch') return value === true ? t('common.yes') : t('common.no');
    if (value === undefined || value === null || value === '') return '–';
    return field.options?.find((option) => option.value === value)?.label ?? plainText(value);
  }
  const fields = type?.fields.filter((field) => !field.advanced) ?? [];
  return <Facts facts={fields.map((field) => ({ label: field.label, value: shown(field) }))} />;
}
