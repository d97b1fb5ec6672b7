import type { SecretValue } from '@fernwart/addon-kit';

/** Seals secrets with AES-256-GCM under the current master key; `purpose` is bound in and must be given again. */
export interface Sealer {
  seal(plain: SecretValue, purpose: string): string;
  /** Rejects with code `unsealable` when the key is unknown, the purpose differs or the value was changed. */
  open(sealed: string, purpose: string): SecretValue;
  /** The first one seals. */
  readonly keyIds: readonly string[];
}

/** A sealer whose keys change while it is used. */
export interface KeyRing extends Sealer {
  /** The first one seals from now on, all of them open. */
  use(masterKeys: readonly SecretValue[]): void;
  /** The same value under the key that seals now, whatever its purpose; null for what none of the keys sealed. */
  rewrap(sealed: string): string | null;
}
