import { type DeskSettings, languages } from '@fernwart/contract';
import { Button, Group, Select, Skeleton, Stack, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorCode } from '../../app/api/api-error.ts';
import { Card } from '../../ui/card.tsx';
import { fieldErrors } from '../../ui/fields/field-errors.ts';
import { NoChoice } from '../../ui/no-choice.tsx';
import { notify } from '../../ui/notify.ts';
import { Page } from '../../ui/page.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { useMe } from '../people/use-me.ts';
import { FixedNotice } from './fixed-notice.tsx';
import { HoursFields } from './hours-fields.tsx';
import classes from './settings.module.css';
import { deskSettingsQuery, updateDesk } from './settings-api.ts';

const kinds = ['incident', 'service_request', 'ticket'] as const;

export function DeskPage() {
  const { t } = useTranslation(['console', 'administration']);
  const { data, error, refetch } = useQuery(deskSettingsQuery);
  return (
    <Page title={t('administration:settings.desk')} lead={t('administration:settings.deskLead')} narrow>
      {error && !data && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton height={420} radius="lg" />}
      {data && <DeskForm key={data.version} settings={data} />}
    </Page>
  );
}

function DeskForm({ settings }: { settings: DeskSettings }) {
  const { t } = useTranslation(['console', 'administration']);
  const client = useQueryClient();
  const mayChange = useMe().roles.includes('administrator');
  const { version, fixed, ...stored } = settings;
  const [draft, setDraft] = useState(stored);
  const change = (next: Partial<typeof draft>) => setDraft((before) => ({ ...before, ...next }));
  const save = useMutation({
    mutationFn: () => {
      const { publicUrl, timeZone, ...free } = draft;
      return updateDesk({
        version,
        ...free,
        ...(fixed.publicUrl === null ? { publicUrl } : {}),
        ...(fixed.timeZone === null ? { timeZone } : {}),
      });
    },
    onSuccess: (saved) => {
      client.setQueryData(deskSettingsQuery.queryKey, saved);
      notify('success', t('common.saved'));
    },
  });
  const errors = fieldErrors(save.error);
  const isStale = errorCode(save.error) === 'stale_version';
  const hoursError = Object.entries(errors).find(([path]) => path.startsWith('hours'))?.[1];
  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    save.mutate();
  }
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="lg">
        <Card title={t('administration:settings.reach')}>
          <Stack gap="md">
            <TextInput
              label={t('administration:settings.address')}
              description={t('administration:settings.addressHelp')}
              placeholder="https://desk.example.org"
              type="url"
              value={draft.publicUrl ?? ''}
              readOnly={fixed.publicUrl !== null}
              error={errors['publicUrl']}
              onChange={(event) => change({ publicUrl: event.currentTarget.value.trim() || null })}
            />
            <FixedNotice variable={fixed.publicUrl} />
            <Select
              label={t('administration:settings.language')}
              data={languages.map((value) => ({ value, label: t(`language.${value}`) }))}
              value={draft.language}
              allowDeselect={false}
              onChange={(language) => language && change({ language })}
            />
            <Select
              label={t('administration:settings.timeZone')}
              description={t('administration:settings.timeZoneHelp')}
              data={Intl.supportedValuesOf('timeZone')}
              value={draft.timeZone}
              readOnly={fixed.timeZone !== null}
              error={errors['timeZone']}
              allowDeselect={false}
              searchable={fixed.timeZone === null}
              limit={60}
              nothingFoundMessage={<NoChoice text={t('common.nothingFound')} />}
              onChange={(timeZone) => timeZone && change({ timeZone })}
            />
            <FixedNotice variable={fixed.timeZone} />
          </Stack>
        </Card>
        <Card title={t('administration:settings.hours')}>
          <HoursFields hours={draft.hours} error={hoursError} onChange={(hours) => change({ hours })} />
        </Card>
        <Card title={t('administration:settings.prefixes')}>
          <Stack gap="md">
            <p className="dimmed">{t('administration:settings.prefixesHelp')}</p>
            <div className={classes.prefixes}>
              {kinds.map((kind) => (
                <TextInput
                  key={kind}
                  label={t(`activity.kind.${kind}`)}
                  value={draft.prefixes[kind]}
                  error={errors[`prefixes.${kind}`]}
                  onChange={(event) =>
                    change({
                      prefixes: { ...draft.prefixes, [kind]: event.currentTarget.value.toUpperCase() },
                    })
                  }
                />
              ))}
            </div>
          </Stack>
        </Card>
        {save.error && (
          <ProblemNotice
            error={save.error}
            shownFields={Object.keys(errors)}
            onRetry={
              isStale
                ? () => void client.invalidateQueries({ queryKey: deskSettingsQuery.queryKey })
                : undefined
            }
          />
        )}
        {mayChange && (
          <Group>
            <Button type="submit" loading={save.isPending}>
              {t('common.save')}
            </Button>
          </Group>
        )}
      </Stack>
    </form>
  );
}
