import type { SecretValue } from '@fernwart/addon-kit';

/** Seals secrets with AES-256-GCM under the current master key; `purpose` is bound in and must be given again. */
export interface Sealer {
  seal(plain: SecretValue, purpose: string): string;
  /** Rejects with code `unsealable` when the key is unknown, the purpose differs or the value was changed. */
  open(sealed: string, purpose: string): SecretValue;
  readonly keyIds: readonly string[];
}
