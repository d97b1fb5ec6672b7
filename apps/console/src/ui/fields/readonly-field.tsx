import type { FormField } from '@fernwart/contract';
import { TextInput } from '@mantine/core';
import { CopyValue } from '../copy-value.tsx';

/** A value that one reads and copies. */
export function ReadonlyField({ field, value }: { field: FormField; value: string }) {
  return (
    <TextInput
      label={field.label}
      description={field.help}
      value={value}
      readOnly
      variant="filled"
      data-field={field.name}
      onFocus={(event) => event.currentTarget.select()}
      rightSection={value ? <CopyValue value={value} label={field.label} /> : undefined}
    />
  );
}
