/**
 * A record as TeamViewer sent it, with everything this package does not read. It may hold links with secrets, so that
 * it does not print by accident.
 */
export class RawRecord {
  readonly #record: Readonly<Record<string, unknown>>;

  constructor(record: Readonly<Record<string, unknown>>) {
    this.#record = record;
  }

  reveal(): Readonly<Record<string, unknown>> {
    return this.#record;
  }

  toJSON(): string {
    return '[raw record]';
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return '[raw record]';
  }
}
