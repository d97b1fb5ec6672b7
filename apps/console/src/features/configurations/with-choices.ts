import type { FormField } from '@fernwart/contract';

/** A field of text becomes a choice where the package knows what there is; what is stored stays choosable. */
export function withChoices(
  field: FormField,
  choices: readonly { value: string; label: string }[] | undefined,
  stored: unknown,
): FormField {
  if (field.kind !== 'text' || !choices || choices.length === 0) return field;
  const kept =
    typeof stored === 'string' && stored !== '' && !choices.some((choice) => choice.value === stored)
      ? [{ value: stored, label: stored }]
      : [];
  return { ...field, kind: 'select', options: [...choices, ...kept] };
}
