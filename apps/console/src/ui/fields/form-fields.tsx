import type { FormField } from '@fernwart/contract';
import { Stack } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Disclosure } from '../disclosure.tsx';
import type { FieldValues } from './field-values.ts';
import { FormFieldInput } from './form-field-input.tsx';

interface Props {
  readonly fields: readonly FormField[];
  readonly values: Readonly<FieldValues>;
  readonly errors: Readonly<Record<string, string>>;
  onChange(name: string, value: unknown): void;
  /** Something under a field, e.g. a suggestion. */
  after?(field: FormField): ReactNode;
}

/** All fields of a form described by data; advanced ones behind "Advanced", which opens by itself on an error. */
export function FormFields({ fields, values, errors, onChange, after }: Props) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  const advanced = fields.filter((field) => field.advanced);
  const wrong = advanced.some(({ name }) => errors[name]);
  const input = (field: FormField) => (
    <div key={field.name}>
      <FormFieldInput
        field={field}
        value={values[field.name]}
        error={errors[field.name]}
        onChange={(value) => onChange(field.name, value)}
      />
      {after?.(field)}
    </div>
  );
  return (
    <Stack gap="md">
      {fields.filter((field) => !field.advanced).map(input)}
      {advanced.length > 0 && (
        <Disclosure label={t('fields.advanced')} opened={opened || wrong} onToggle={() => setOpened(!opened)}>
          <Stack gap="md" pt="sm">
            {advanced.map(input)}
          </Stack>
        </Disclosure>
      )}
    </Stack>
  );
}
