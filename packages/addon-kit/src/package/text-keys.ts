import type { Manifest } from '../manifest.ts';

/** Every key of the strings that a manifest names, with where it names it. */
export function* textKeys({ contributions: all }: Manifest): Generator<{ path: string; key: string }> {
  for (const [index, type] of all.configurationTypes.entries()) {
    const path = `contributions.configurationTypes.${index}`;
    yield { path: `${path}.title`, key: type.title };
    yield { path: `${path}.addTitle`, key: type.addTitle };
    for (const field of type.fields) {
      yield { path: `${path}.fields.${field.name}.title`, key: field.title };
      if (field.help) yield { path: `${path}.fields.${field.name}.help`, key: field.help };
      for (const option of field.options ?? []) {
        yield { path: `${path}.fields.${field.name}.options.${option.value}`, key: option.title };
      }
    }
  }
  for (const [index, action] of all.actions.entries()) {
    const path = `contributions.actions.${index}`;
    yield { path: `${path}.title`, key: action.title };
    if (action.description) yield { path: `${path}.description`, key: action.description };
    if (action.confirm) yield { path: `${path}.confirm`, key: action.confirm };
  }
  for (const kind of [
    'workflows',
    'engineActivations',
    'complianceRules',
    'assetAttributes',
    'panels',
    'pages',
  ] as const) {
    for (const [index, item] of all[kind].entries()) {
      yield { path: `contributions.${kind}.${index}.title`, key: item.title };
    }
  }
}
