import type { Addon, Manifest } from '@fernwart/addon-kit';

/** A package as this node imported it. `addon` is null where it is installed but disabled. */
export interface LoadedPackage {
  readonly id: string;
  readonly version: string;
  /** Digest of the package's archive: calls of another digest's code are refused. */
  readonly digest: string;
  readonly manifest: Manifest;
  readonly strings: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly addon: Addon | null;
}
