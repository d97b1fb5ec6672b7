/** A value that cannot be printed or serialised by accident; `reveal()` is the only way to it. */
export class Secret {
  readonly #value: string;
  constructor(value: string) {
    this.#value = value;
  }
  reveal(): string {
    return this.#value;
  }
  toString(): string {
    return '[secret]';
  }
  toJSON(): string {
    return '[secret]';
  }
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return '[secret]';
  }
}
/** What crosses the border: any object that reveals, so that nothing is tested with `instanceof`. */
export interface SecretValue {
  reveal(): string;
}
