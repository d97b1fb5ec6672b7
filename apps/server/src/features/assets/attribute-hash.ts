import { fragment, type SqlFragment } from '../../platform/db/database.ts';

/** What one attribute's row adds to its package's fingerprint of the assets; `row` is the row's alias. */
export function attributeHash(row: SqlFragment): SqlFragment {
  return fragment`hashtextextended(concat_ws(chr(31), ${row}.asset_id, ${row}.attribute, ${row}.value, ${row}.origin,
    extract(epoch from ${row}.updated_at)), 0)`;
}
