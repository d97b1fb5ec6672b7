import { type ActionView, type formSubmission, outcome, type Subject } from '@fernwart/contract';
import { Button, Group, Stack } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { request } from '../../app/api/request.ts';
import { touch } from '../../app/live/touch.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { fieldErrors } from '../../ui/fields/field-errors.ts';
import { type FieldValues, isTooLong, sentValues, startingValues } from '../../ui/fields/field-values.ts';
import { FormFields } from '../../ui/fields/form-fields.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { useOutcome } from './use-outcome.ts';

type FormOfAction = Extract<ActionView['does'], { kind: 'form' }>;

interface Props {
  readonly packageId: string;
  readonly name: string;
  readonly form: FormOfAction;
  readonly subject: Subject;
  onDone(): void;
}

/** The form behind an action's button; it stays open while the add-on refuses its values. */
export default function ActionFormDialog({ packageId, name, form, subject, onDone }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const follow = useOutcome();
  const [values, setValues] = useState<FieldValues>(() => startingValues(form.fields, form.values));
  const [refused, setRefused] = useState<Record<string, string>>({});
  const submit = useMutation({
    mutationFn: () => {
      const body: z.input<typeof formSubmission> = { subject, values: sentValues(form.fields, values) };
      return request('POST', `/packages/${packageId}/forms/${name}`, outcome, { body });
    },
    onSuccess: async (answer) => {
      if (answer.kind === 'errors') return setRefused(answer.errors);
      onDone();
      follow(answer);
      await touch(client, `${subject.type}:${subject.id}`);
    },
  });
  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    // What is too long says so beside its field; an add-on need not judge it.
    if (!form.fields.some((field) => isTooLong(field, values[field.name]))) submit.mutate();
  }
  return (
    <Dialog wide title={form.title} onClose={onDone}>
      <form onSubmit={onSubmit} noValidate>
        <Stack gap="md">
          <FormFields
            fields={form.fields}
            values={values}
            errors={{ ...fieldErrors(submit.error), ...refused }}
            onChange={(field, value) => setValues((before) => ({ ...before, [field]: value }))}
          />
          {submit.error && <ProblemNotice error={submit.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onDone}>
              {t('common.cancel')}
            </Button>
            <Button type="submit" loading={submit.isPending}>
              {form.submitLabel}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
