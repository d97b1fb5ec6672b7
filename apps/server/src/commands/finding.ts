/** What the doctor says of one thing. */
export interface Finding {
  readonly state: 'ok' | 'note' | 'fails';
  /** One sentence, with its remedy where it is not well. */
  readonly text: string;
}
