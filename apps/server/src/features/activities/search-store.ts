import { type Executor, fragment, type SqlFragment } from '../../platform/db/database.ts';
import { containing } from '../../platform/db/storable-text.ts';
import { searchWords, typedNumber } from './search-words.ts';

const nothing = fragment`select null::uuid`;

/** What a search finds. */
export interface Found {
  /** The ids of all that it finds, each word a set of its own out of an index. */
  readonly ids: SqlFragment;
  /**
   * Set where every word stands in a great many activities: the same as a condition on `a`, for whoever goes through the
   * activities in their order and soon has a page, instead of gathering all that there are.
   */
  readonly condition: SqlFragment | null;
}

/**
 * Activities in which every word is found: in the activity's own words, in its journal, or in the names of those it
 * is about; one word may stand in the subject and the next in the journal. Words that are rare are looked up, and what
 * they find is asked for the common ones.
 */
export async function foundActivities(
  on: Executor,
  search: string,
  sees: { internal: boolean },
): Promise<Found> {
  const number = typedNumber(search);
  const typed = await knownWords(on, searchWords(search));
  const telling = typed.filter((word) => word.isTelling);
  const words = telling.length > 0 ? telling : typed;
  const rare = words.filter((word) => !isCommon(word));
  const common = words.filter(isCommon);
  const looksUp = rare.length > 0 ? rare : words;
  const sets = looksUp.map(({ word }) => fragment`(${havingWord(word, sees)})`);
  let ids = sets.length === 0 ? nothing : sets.reduce((left, right) => fragment`${left} intersect ${right}`);
  const asked = all(common.map((word) => fragment`(${hasWord(word, sees)})`));
  if (rare.length > 0 && common.length > 0)
    ids = fragment`select a.id from activities a where a.id in (${ids}) and ${asked}`;
  const byNumber = number === null ? null : numbered(number);
  return {
    ids: byNumber ? fragment`${ids} union all ${byNumber}` : ids,
    condition:
      rare.length > 0 || common.length === 0
        ? null
        : byNumber
          ? fragment`(${asked} or a.id in (${byNumber}))`
          : asked,
  };
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
  const known = await knownWords(on, words);
  return known.filter(({ isTelling }) => isTelling).map(({ word }) => word);
}

/** How many rows have a word in them, as the database reckoned when it last looked at the table as a whole. */
interface KnownWord {
  readonly word: string;
  /** False for one that stands in every text of a language. */
  readonly isTelling: boolean;
  readonly activities: number;
  readonly entries: number;
  /** People with it in their names, counted up to one more than `fewPeople`. */
  readonly people: number;
}

/** Beyond that, gathering all of them costs more than going through the newest. */
const fewRows = 2000;
const fewPeople = 20;

function isCommon({ activities, entries, people }: KnownWord): boolean {
  return activities > fewRows || entries > fewRows || people > fewPeople;
}

/** In the order of `words`. */
async function knownWords(on: Executor, words: readonly string[]): Promise<readonly KnownWord[]> {
  const stemOf = (language: 'german' | 'english') =>
    fragment`nullif(btrim(split_part(to_tsquery(${`pg_catalog.${language}`}::regconfig, '''' || word || ''':*')::text, ':', 1), ''''), '')`;
  const share = (index: string) => fragment`(
    select least(coalesce(sum(frequency), 0), 1) from reckoned
    where tablename = ${index}
      and (starts_with(element, word) or starts_with(element, german) or starts_with(element, english)))`;
  return on.sql<{ word: string; isTelling: boolean; activities: number; entries: number; people: number }>`
    with reckoned as materialized (
      select tablename, element, frequency
      from pg_stats, unnest(most_common_elems::text::text[], most_common_elem_freqs) as each (element, frequency)
      where schemaname = current_schema() and tablename in ('activities_words', 'journal_entries_words')
        and element is not null),
    typed as (
      select word, pattern, place, ${stemOf('german')} as german, ${stemOf('english')} as english
      from unnest(${words}::text[], ${words.map(containing)}::text[]) with ordinality as each (word, pattern, place))
    select word,
      to_tsvector('pg_catalog.simple', word) = ''
        or to_tsvector('pg_catalog.german', word) <> '' and to_tsvector('pg_catalog.english', word) <> '' as "isTelling",
      ${share('activities_words')} * (select reltuples from pg_class where oid = 'activities'::regclass) as activities,
      ${share('journal_entries_words')} * (select reltuples from pg_class where oid = 'journal_entries'::regclass) as entries,
      (select count(*) from (select from people where name ilike pattern limit ${fewPeople + 1}::int) named) as people
    from typed order by place`;
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

/** The same as a condition on `a`: what many rows have is asked of the row, what few have is looked up. */
function hasWord({ word, activities, entries }: KnownWord, { internal }: { internal: boolean }): SqlFragment {
  const stems = stemmed(word);
  const audience = internal ? fragment`` : fragment`and visibility = 'requester'`;
  const named = fragment`select id from people where name ilike ${containing(word)}`;
  const own = (alias: SqlFragment) => fragment`
    activity_words(${alias}.subject, ${alias}.description, ${alias}.solution) @@ (${stems} || ${beginning(word)}::tsquery)`;
  const said = fragment`journal_words(said.kind, said.content) @@ (${stems}) ${audience}`;
  return fragment`
    ${activities > fewRows ? own(fragment`a`) : fragment`a.id in (select own.id from activities own where ${own(fragment`own`)})`}
    or a.initiator_id in (${named}) or a.responsible_id in (${named})
    or ${
      entries > fewRows
        ? fragment`exists (select from journal_entries said where said.activity_id = a.id and ${said})`
        : fragment`a.id in (select said.activity_id from journal_entries said where ${said})`
    }`;
}

function all(conditions: readonly SqlFragment[]): SqlFragment {
  return conditions.length === 0
    ? fragment`true`
    : conditions.reduce((left, right) => fragment`${left} and ${right}`);
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
