import { Group, TextInput } from '@mantine/core';
import { CopyValue } from '../../ui/copy-value.tsx';

/** Something that is shown once, to be copied. */
export function SecretValue({ value, label }: { value: string; label: string }) {
  return (
    <Group align="flex-end" wrap="nowrap" gap="xs">
      <TextInput
        label={label}
        value={value}
        readOnly
        flex={1}
        spellCheck={false}
        onFocus={(event) => event.currentTarget.select()}
      />
      <CopyValue value={value} label={label} />
    </Group>
  );
}
