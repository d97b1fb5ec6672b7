import { fragment, type SqlFragment } from '../../platform/db/database.ts';

/**
 * Whether an attribute is the package's, where its asset is known. As an expression, so that nothing but the asset is looked
 * up in an index: as long as no statistics tell how many attributes a package has, the index by package and value seems
 * to be as good as the key, and every lookup would go through all of them.
 */
export function ofPackage(column: SqlFragment, packageId: string): SqlFragment {
  return fragment`${column} || '' = ${packageId}`;
}
