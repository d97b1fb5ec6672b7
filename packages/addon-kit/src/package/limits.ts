import { mostPackageBytes } from '@fernwart/contract';

/** What an archive may be before anything of it is used. Sizes in bytes. */
export interface PackageLimits {
  readonly compressedBytes: number;
  readonly unpackedBytes: number;
  readonly entries: number;
  /** Unpacked to compressed, for entries larger than 64 KiB. */
  readonly ratio: number;
  readonly pathLength: number;
  readonly pathDepth: number;
  readonly manifestBytes: number;
  /** Each file of strings, each migration. */
  readonly textBytes: number;
  /** Nesting of JSON documents. */
  readonly jsonDepth: number;
  readonly textKeys: number;
  readonly textLength: number;
}

export const packageLimits: PackageLimits = {
  compressedBytes: mostPackageBytes,
  unpackedBytes: 60 * 1024 * 1024,
  entries: 300,
  ratio: 100,
  pathLength: 100,
  pathDepth: 2,
  manifestBytes: 256 * 1024,
  textBytes: 1024 * 1024,
  jsonDepth: 20,
  textKeys: 5000,
  textLength: 5000,
};
