/**
 * A value that cannot be printed by accident: templates, `JSON.stringify` and `console.log` show a placeholder.
 * Any object with a `reveal()` does as well, so that a host's own secret type can be handed in.
 */
export interface Secret {
  reveal(): string;
}

const PLACEHOLDER = '[secret]';

/** Wraps a text so that only {@link Secret.reveal} gives it back. */
export function secret(value: string): Secret {
  return {
    reveal: () => value,
    toString: () => PLACEHOLDER,
    toJSON: () => PLACEHOLDER,
    [Symbol.for('nodejs.util.inspect.custom')]: () => PLACEHOLDER,
  } as Secret;
}

/** The text behind a secret, or the text itself. */
export function reveal(value: Secret | string): string {
  return typeof value === 'string' ? value : value.reveal();
}
