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
  const typed = searchWords(search);
  const telling = await tellingWords(on, typed);
  const sets = (telling.length > 0 ? telling : typed).map((word) => fragment`(${havingWord(word, sees)})`);
  const all =
    sets.length === 0 ? nothing : sets.reduce((left, right) => fragment`${left} intersect ${right}`);
  return number === null ? all : fragment`${all} union all ${numbered(number)}`;
}

/** The ids of open activities once for every word that they share with a text, and once for the same initiator; null: nothing to go by. */
export async function likelyActivities(
  on: Executor,
  { text, initiatorId }: { text: string; initiatorId?: string | undefined },
): Promise<SqlFragment | null> {
  const words = (await tellingWords(on, searchWords(text))).filter((word) => word.length > 2);
  const sets = words.map(
    (word) => fragment`
      select id from activities
      where activity_words(subject, description, solution) @@ (${stemmed(word)}) and state not in (204, 220)`,
  );
  if (initiatorId !== undefined)
    sets.push(fragment`
      select id from activities where initiator_id = ${initiatorId}::uuid and state not in (204, 220)`);
  return sets.length === 0 ? null : sets.reduce((left, right) => fragment`${left} union all ${right}`);
}

/** Without the words that stand in every text of a language. */
async function tellingWords(on: Executor, words: readonly string[]): Promise<readonly string[]> {
  const rows = await on.sql<{ word: string }>`
    select word from unnest(${words}::text[]) with ordinality as typed (word, place)
    where to_tsvector('pg_catalog.simple', word) = ''
      or to_tsvector('pg_catalog.german', word) <> '' and to_tsvector('pg_catalog.english', word) <> ''
    order by place`;
  return rows.map(({ word }) => word);
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
