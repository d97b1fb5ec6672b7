/** Why the server does not start, as one sentence with its remedy. The command line prints the message alone and ends with code 1. */
export class StartRefused extends Error {
  readonly code:
    | 'configuration'
    | 'data_folder'
    | 'data_in_use'
    | 'port_taken'
    | 'address_unavailable'
    | 'key_unknown'
    | 'key_file'
    | 'database'
    | 'migration';

  constructor(code: StartRefused['code'], sentence: string, cause?: unknown) {
    super(sentence, { cause });
    this.name = 'StartRefused';
    this.code = code;
  }
}
