import type { FieldDeclaration, Language } from '@fernwart/addon-kit';
import type { ConfigurationSummary, ConfigurationType, FormField } from '@fernwart/contract';
import type { DeclaredConfigurationType } from '../../platform/addon-host/configuration-hooks.ts';
import type { ConfigurationRow } from './store.ts';

export function presentSummary(row: ConfigurationRow): ConfigurationSummary {
  return {
    id: row.id,
    package: row.package_id,
    type: row.type,
    name: row.name,
    isDefault: row.is_default,
    updatedAt: row.updated_at.toString(),
  };
}

/** `text` answers the package's string of a key. */
export function presentType(
  declared: DeclaredConfigurationType,
  language: Language,
  text: (key: string) => string,
): ConfigurationType {
  return {
    package: declared.packageId,
    type: declared.type,
    title: declared.title[language],
    addTitle: declared.addTitle[language],
    defaultName: declared.defaultName,
    fields: declared.fields.map((field) => presentField(field, text)),
  };
}

function presentField(field: FieldDeclaration, text: (key: string) => string): FormField {
  const { title, help, options, ...rest } = field;
  return {
    ...rest,
    label: text(title),
    ...(help === undefined ? {} : { help: text(help) }),
    ...(options
      ? { options: options.map((option) => ({ value: option.value, label: text(option.title) })) }
      : {}),
  };
}
