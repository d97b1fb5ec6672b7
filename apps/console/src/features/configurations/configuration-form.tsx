import type { ActionView, Configuration, ConfigurationType, FormField } from '@fernwart/contract';
import { Button, Group, Stack, Switch, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorCode } from '../../app/api/api-error.ts';
import { touch } from '../../app/live/touch.ts';
import { fieldErrors } from '../../ui/fields/field-errors.ts';
import { type FieldValues, sentValues, startingValues } from '../../ui/fields/field-values.ts';
import { FormFields } from '../../ui/fields/form-fields.tsx';
import { notify } from '../../ui/notify.ts';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { configurationQuery, createConfiguration, updateConfiguration } from './configurations-api.ts';
import { RefreshChoices } from './refresh-choices.tsx';
import { Suggestion } from './suggestion.tsx';
import { withChoices } from './with-choices.ts';

interface Props {
  readonly type: ConfigurationType;
  /** Null: a new one. */
  readonly configuration: Configuration | null;
  /** Offered at the moment: some read anew what fields can be chosen from. */
  readonly actions?: readonly ActionView[] | undefined;
}

/** Save keeps the form open, Done saves and closes. Stored secrets stay unless new ones are entered. */
export function ConfigurationForm({ type, configuration, actions = [] }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [name, setName] = useState(configuration?.name ?? type.defaultName);
  // A wish, not the mark itself: whoever loses the mark meanwhile does not take it back by saving.
  const [becomesDefault, setBecomesDefault] = useState(false);
  const [values, setValues] = useState<FieldValues>(() =>
    startingValues(type.fields, configuration?.values ?? {}),
  );
  // The version belongs to what one sees in the fields, not to what may have come in meanwhile.
  const [version, setVersion] = useState(configuration?.version ?? 0);
  const stored = configuration?.storedSecrets ?? [];
  const fields = type.fields.map((field) => ({
    ...withChoices(field, configuration?.choices[field.name], configuration?.values[field.name]),
    stored: stored.includes(field.name),
  }));

  const save = useMutation({
    mutationFn: (_after: 'stay' | 'close') => {
      const body = { name, values: sentValues(type.fields, values) };
      if (!configuration) return createConfiguration({ ...body, package: type.package, type: type.type });
      const change = becomesDefault && !configuration.isDefault ? { isDefault: true } : {};
      return updateConfiguration(configuration.id, { ...body, ...change, version });
    },
    onSuccess: async (saved, after) => {
      client.setQueryData(configurationQuery(saved.id).queryKey, saved);
      setValues(startingValues(type.fields, saved.values));
      setName(saved.name);
      setVersion(saved.version);
      setBecomesDefault(false);
      notify('success', t('common.saved'));
      if (after === 'close') {
        await navigate({ to: '/configurations', search: { selected: saved.id } });
      } else if (!configuration) {
        await navigate({
          to: '/configurations/$configuration',
          params: { configuration: saved.id },
          replace: true,
        });
      }
      await touch(client, `configuration:${saved.id}`, 'configurations');
    },
  });
  const errors = fieldErrors(save.error);
  const shownFields = ['name', ...type.fields.map((field) => `values.${field.name}`)];
  const isStale = errorCode(save.error) === 'stale_version';
  async function reload(id: string): Promise<void> {
    const fresh = await client.fetchQuery({ ...configurationQuery(id), staleTime: 0 });
    setValues(startingValues(type.fields, fresh.values));
    setName(fresh.name);
    setVersion(fresh.version);
    save.reset();
  }
  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    save.mutate('stay');
  }
  const refreshFor = (field: FormField) => {
    const action = field.refresh && actions.find(({ id }) => id === `${type.package}/${field.refresh}`);
    if (!action || !configuration) return null;
    return <RefreshChoices action={action} subject={{ type: 'configuration', id: configuration.id }} />;
  };
  const suggestionFor = (field: FormField) => {
    const suggested = configuration?.suggestions[field.name];
    if (!suggested) return refreshFor(field);
    return (
      <Suggestion
        value={suggested}
        label={field.label}
        used={values[field.name] === suggested}
        onUse={() => setValues((before) => ({ ...before, [field.name]: suggested }))}
      />
    );
  };
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="md">
        <TextInput
          label={t('configurations.name')}
          value={name}
          error={errors['name']}
          withAsterisk
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <FormFields
          fields={fields}
          values={values}
          errors={errors}
          onChange={(field, value) => setValues((before) => ({ ...before, [field]: value }))}
          after={suggestionFor}
        />
        {configuration && !configuration.isDefault && (
          <Switch
            label={t('configurations.makeDefault')}
            description={t('configurations.defaultHelp')}
            checked={becomesDefault}
            onChange={(event) => setBecomesDefault(event.currentTarget.checked)}
          />
        )}
        {save.error && (
          <ProblemNotice
            error={save.error}
            shownFields={shownFields}
            onRetry={isStale && configuration ? () => void reload(configuration.id) : undefined}
          />
        )}
        <Group>
          <Button
            type="submit"
            variant="default"
            loading={save.isPending && save.variables === 'stay'}
            disabled={!name.trim()}
          >
            {t('common.save')}
          </Button>
          <Button
            loading={save.isPending && save.variables === 'close'}
            disabled={!name.trim()}
            onClick={() => save.mutate('close')}
          >
            {t('common.done')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
