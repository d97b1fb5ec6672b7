import type { FormField } from '@fernwart/contract';
import { NumberInput, PasswordInput, Select, Switch, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../i18n/use-format.ts';
import { CopyValue } from '../copy-value.tsx';
import { plainText } from '../plain-text.ts';
import { isTooLong } from './field-values.ts';
import { ReadonlyField } from './readonly-field.tsx';

interface Props {
  readonly field: FormField;
  readonly value: unknown;
  readonly error: string | undefined;
  onChange(value: unknown): void;
}

/** One field of a form that is described by data. */
export function FormFieldInput({ field, value, error, onChange }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const text =
    typeof value === 'string' ? value : value === undefined || value === null ? '' : plainText(value);
  // Said, not cut off: what somebody pastes stays whole until it is shortened.
  const tooLong =
    isTooLong(field, text) &&
    t('fields.tooLong', { most: format.number(field.maxLength ?? 0), given: format.number(text.length) });
  const common = {
    label: field.label,
    description: field.help,
    error: tooLong || error,
    withAsterisk: field.required ?? false,
    'data-field': field.name,
  };
  const typed = {
    ...common,
    ...(field.placeholder ? { placeholder: field.placeholder } : {}),
  };
  switch (field.kind) {
    case 'text':
    case 'url':
    case 'date':
      return (
        <TextInput
          {...typed}
          value={text}
          type={field.kind}
          onChange={(event) => onChange(event.currentTarget.value)}
          rightSection={field.copyable && text ? <CopyValue value={text} label={field.label} /> : undefined}
        />
      );
    case 'multiline':
      return (
        <Textarea
          {...typed}
          value={text}
          autosize
          minRows={3}
          maxRows={14}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
    case 'secret':
      return (
        <PasswordInput
          {...typed}
          value={text}
          autoComplete="new-password"
          placeholder={field.stored ? t('fields.secretStored') : field.placeholder}
          description={
            field.stored ? [field.help, t('fields.secretKept')].filter(Boolean).join(' ') : field.help
          }
          visibilityToggleButtonProps={{ 'aria-label': t('fields.showSecret') }}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
    case 'number':
      return (
        <NumberInput
          {...typed}
          value={typeof value === 'number' ? value : text}
          {...(field.min === undefined ? {} : { min: field.min })}
          {...(field.max === undefined ? {} : { max: field.max })}
          clampBehavior="none"
          onChange={onChange}
        />
      );
    case 'switch':
      return (
        <Switch
          label={field.label}
          description={field.help}
          error={error}
          checked={value === true}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
      );
    case 'select':
      return (
        <Select
          {...typed}
          value={text || null}
          data={field.options?.map(({ value: option, label }) => ({ value: option, label })) ?? []}
          description={field.options?.find((option) => option.value === text)?.help ?? field.help}
          allowDeselect={!field.required}
          clearable={!field.required}
          searchable={(field.options?.length ?? 0) > 8}
          clearButtonProps={{ 'aria-label': t('fields.clear') }}
          onChange={(chosen) => onChange(chosen ?? '')}
        />
      );
    case 'readonly':
      return <ReadonlyField field={field} value={text} />;
  }
}
