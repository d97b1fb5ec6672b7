import { createHash } from 'node:crypto';
import type { PageDigests } from './pages-store.ts';

/** To be raised whenever names or numbers are folded in another way within a version, so that every page is staged again. */
const foldedAs = 1;

/** A device as it came, before anything is folded. */
export interface RawFacts {
  /** What it is matched by, or shown as. */
  readonly lasting: readonly unknown[];
  /** What differs from one night to the next. */
  readonly passing: readonly unknown[];
}

/** Digests of a page as it came: what its devices are matched by, and all that is kept of them. */
export function pageDigests(
  facts: readonly RawFacts[],
  groupName: string | null,
  packageVersion: string,
): PageDigests {
  const lasting = JSON.stringify([foldedAs, packageVersion, groupName, facts.map((one) => one.lasting)]);
  const passing = JSON.stringify(facts.map((one) => one.passing));
  const matched = createHash('sha256').update(lasting).digest('base64url');
  return { matched, whole: createHash('sha256').update(matched).update(passing).digest('base64url') };
}
