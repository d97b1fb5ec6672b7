import { type formSubmission, outcome } from '@fernwart/contract';
import { Button, Group, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { z } from 'zod';
import { request } from '../app/api/request.ts';
import { useOutcome } from '../features/packages/use-outcome.ts';
import { fieldErrors } from '../ui/fields/field-errors.ts';
import { type FieldValues, isTooLong, sentValues, startingValues } from '../ui/fields/field-values.ts';
import { FormFields } from '../ui/fields/form-fields.tsx';
import { ProblemNotice } from '../ui/problem-notice.tsx';
import { useBlockContext } from './block-context.tsx';
import type { BlockOf } from './block-of.ts';

/** A form inside a panel: its values go to the package, which answers with errors or an outcome. */
export function FormBlock({ block }: { block: BlockOf<'form'> }) {
  const { packageId, subject, refresh } = useBlockContext();
  const follow = useOutcome();
  const [values, setValues] = useState<FieldValues>(() => startingValues(block.fields, block.values));
  const [refused, setRefused] = useState<Record<string, string>>({});
  const submit = useMutation({
    mutationFn: () => {
      const body: z.input<typeof formSubmission> = {
        values: sentValues(block.fields, values),
        ...(subject ? { subject } : {}),
      };
      return request('POST', `/packages/${packageId}/forms/${block.form}`, outcome, { body });
    },
    onSuccess: (answer) => {
      setRefused(answer.kind === 'errors' ? answer.errors : {});
      if (answer.kind !== 'errors') refresh();
      follow(answer);
    },
  });
  const errors = { ...fieldErrors(submit.error), ...refused };
  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    // What is too long says so beside its field; an add-on need not judge it.
    if (!block.fields.some((field) => isTooLong(field, values[field.name]))) submit.mutate();
  }
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="md" maw="40rem">
        <FormFields
          fields={block.fields}
          values={values}
          errors={errors}
          onChange={(name, value) => setValues((before) => ({ ...before, [name]: value }))}
        />
        {submit.error && (
          <ProblemNotice error={submit.error} shownFields={block.fields.map(({ name }) => name)} />
        )}
        <Group>
          <Button type="submit" loading={submit.isPending}>
            {block.submitLabel}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
