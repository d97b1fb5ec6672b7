import { type Executor, fragment, type SqlFragment } from '../../platform/db/database.ts';
import { containing } from '../../platform/db/storable-text.ts';
import { searchWords, typedNumber } from './search-words.ts';

const nothing = fragment`select null::uuid`;

/**
 * The ids of activities in which every word is found: in the activity's own words, in its journal, or in the names of those it
 * is about. Each word is a set of its own out of an index, so that one word may stand in the subject and the next in the journal.
 */
export async function foundActivities(
  on: Executor,
  search: string,
  sees: { internal: boolean },
): Promise<SqlFragment> {
  const number = typedNumber(search);
  const sets = (await tellingWords(on, searchWords(search))).map(
    (word) => fragment`(${havingWord(word, sees)})`,
  );
  const all =
    sets.length === 0 ? nothing : sets.reduce((left, right) => fragment`${left} intersect ${right}`);
  return number === null ? all : fragment`${all} union all ${numbered(number)}`;
}

/** Without the words that stand in every text of a language; those, when there are no others. */
async function tellingWords(on: Executor, words: readonly string[]): Promise<readonly string[]> {
  if (words.length < 2) return words;
  const rows = await on.sql<{ word: string }>`
    select word from unnest(${words}::text[]) with ordinality as typed (word, place)
    where to_tsvector('pg_catalog.simple', word) = ''
      or to_tsvector('pg_catalog.german', word) <> '' and to_tsvector('pg_catalog.english', word) <> ''
    order by place`;
  return rows.length > 0 ? rows.map(({ word }) => word) : words;
}

/** The ids of activities with this number; a prefix that was typed must be theirs. */
export function numbered({ prefix, digits }: { prefix: string; digits: string }): SqlFragment {
  return fragment`
    select id from activities
    where substring(number from '[0-9]+$')::numeric = ${digits}::numeric
      and ${prefix}::text in ('', lower(regexp_replace(number, '[0-9]+$', '')))`;
}

function havingWord(word: string, { internal }: { internal: boolean }): SqlFragment {
  const stems = stemmed(word);
  const audience = internal ? fragment`` : fragment`and visibility = 'requester'`;
  const named = fragment`select id from people where name ilike ${containing(word)}`;
  return fragment`
    select id from activities
      where activity_words(subject, description, solution) @@ (${stems} || ${beginning(word)}::tsquery)
    union all
    select activity_id from journal_entries where journal_words(kind, content) @@ (${stems}) ${audience}
    union all
    select id from activities where initiator_id in (${named})
    union all
    select id from activities where responsible_id in (${named})`;
}

/** The word's stem in either language, as the beginning of what is looked for. */
function stemmed(word: string): SqlFragment {
  const quoted = beginning(word);
  return fragment`to_tsquery('pg_catalog.german', ${quoted}) || to_tsquery('pg_catalog.english', ${quoted})`;
}

/** In the language of text search queries; the word holds no signs that would have to be escaped. */
function beginning(word: string): string {
  return `'${word}':*`;
}
