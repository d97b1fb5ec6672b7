import type { RunningServer } from '@fernwart/server';
import { atRest } from './at-rest.ts';

type Db = RunningServer['parts']['db'];

/** Built once they are full: filling them row by row takes many times as long. */
const slowToFill = ['activities_words', 'journal_entries_words'] as const;

/**
 * Adds activities until there are so many, each with two journal entries, spread over two years and over the people and
 * teams that are there. Every eighth is open; every thousandth has the word *Quittung*.
 */
export async function fillDesk(db: Db, upTo: number): Promise<void> {
  const [there] = await db.query<{ count: number }>('select count(*)::int as count from activities');
  const from = there?.count ?? 0;
  const definitions = await db.query<{ name: string; statement: string }>(
    `select indexname as name, indexdef as statement from pg_indexes where indexname = any($1::text[])`,
    [slowToFill],
  );
  for (const { name } of definitions) await db.script(`drop index ${name}`);
  const step = 20_000;
  for (let at = from; at < upTo; at += step) await addActivities(db, at, Math.min(upTo, at + step));
  // Each on a session of its own: PostgreSQL builds the two at once.
  await Promise.all(definitions.map(({ statement }) => buildIndex(db, statement)));
  await atRest(db);
}

async function buildIndex(db: Db, statement: string): Promise<void> {
  await db.session(async (query) => {
    await query("set maintenance_work_mem = '512MB'", []);
    await query('set statement_timeout = 0', []);
    await query(statement, []);
    await query('reset statement_timeout', []);
    await query('reset maintenance_work_mem', []);
  });
}

async function addActivities(db: Db, from: number, to: number): Promise<void> {
  await db.query(
    `with people as (select array_agg(id order by id) as ids from people),
      teams as (select array_agg(id order by id) as ids from teams),
      words as (select array['Printer', 'Scanner', 'Laptop', 'Netzwerk', 'Bildschirm', 'Telefon', 'Zugang', 'Maus'] as nouns,
        array['does not start', 'druckt nicht', 'flackert', 'is slow', 'verliert die Verbindung', 'beeps'] as ills),
      new as (
        insert into activities (id, number, kind, subject, description, state, priority, initiator_id, responsible_id,
          team_id, created_at, updated_at, closed_at)
        select gen_random_uuid(), 'B' || lpad(n::text, 8, '0'),
          (array['incident', 'service_request', 'ticket'])[1 + n % 3],
          nouns[1 + n % 8] || ' ' || ills[1 + n % 6] || ' ' || n || case when n % 1000 = 0 then ' Quittung' else '' end,
          'Reported by telephone.',
          case when n % 8 = 0 then (array[200, 201, 202, 203])[1 + (n / 8) % 4] else 204 end, n % 4,
          people.ids[1 + n % array_length(people.ids, 1)],
          case when n % 16 = 0 then null else people.ids[1 + (n / 7) % array_length(people.ids, 1)] end,
          teams.ids[1 + n % array_length(teams.ids, 1)],
          now() - interval '2 years' + n * interval '60 seconds', now() - interval '2 years' + n * interval '60 seconds',
          case when n % 8 = 0 then null else now() - interval '2 years' + n * interval '60 seconds' end
        from generate_series($1::int + 1, $2::int) as n, people, teams, words
        returning id, number, created_at)
    insert into journal_entries (id, activity_id, key, at, author_kind, author_name, visibility, kind, content)
    select gen_random_uuid(), id, 'bench:' || entry, created_at + entry * interval '1 minute', 'system', 'Bench', 'internal',
      case entry when 1 then 'comment' else 'transition' end,
      jsonb_build_object('de', jsonb_build_array(jsonb_build_object('type', 'text', 'text', 'Angesehen, Nummer ' || number)),
        'en', jsonb_build_array(jsonb_build_object('type', 'text', 'text', 'Looked at, number ' || number)))
    from new, generate_series(1, 2) as entry`,
    [from, to],
  );
}
