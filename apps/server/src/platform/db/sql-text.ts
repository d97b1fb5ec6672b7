/** Values that a query takes. Objects go through `JSON.stringify` and a cast to `jsonb`. */
export type SqlValue =
  | string
  | number
  | boolean
  | null
  | Temporal.Instant
  | Uint8Array
  | readonly (string | number | boolean | null | Temporal.Instant)[];

/** A statement's text with `$1…` placeholders. */
export interface Statement {
  readonly text: string;
  readonly values: readonly SqlValue[];
}

/** A piece of SQL to be put into a statement, made by `fragment` or `identifier`. */
export class SqlFragment {
  readonly strings: readonly string[];
  readonly values: readonly (SqlValue | SqlFragment)[];
  constructor(strings: readonly string[], values: readonly (SqlValue | SqlFragment)[]) {
    this.strings = strings;
    this.values = values;
  }
}

export function piece(strings: readonly string[], values: readonly (SqlValue | SqlFragment)[]): SqlFragment {
  return new SqlFragment(strings, values);
}

/** Text and values of a statement, the pieces in it put in their places: nothing in a value becomes SQL. */
export function statementOf(
  strings: readonly string[],
  values: readonly (SqlValue | SqlFragment)[],
): Statement {
  const flat: SqlValue[] = [];
  return { text: textOf(strings, values, flat), values: flat };
}

function textOf(
  strings: readonly string[],
  values: readonly (SqlValue | SqlFragment)[],
  flat: SqlValue[],
): string {
  let text = strings[0] ?? '';
  for (const [index, value] of values.entries()) {
    if (value instanceof SqlFragment) text += textOf(value.strings, value.values, flat);
    else text += `$${flat.push(value)}`;
    text += strings[index + 1] ?? '';
  }
  return text;
}
