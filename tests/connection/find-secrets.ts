import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Somewhere that secrets must not be: its name, and all of its bytes. */
export interface Haystack {
  readonly name: string;
  readonly bytes: Buffer;
}

/** Where any of the secrets stands in the clear, or in a spelling that anybody can undo; `<place>: <secret's name>`. */
export function findSecrets(haystacks: readonly Haystack[], secrets: ReadonlyMap<string, string>): string[] {
  const spelled = [...secrets].flatMap(([name, secret]) =>
    spellings(secret).map((text) => [name, text] as const),
  );
  return haystacks.flatMap(({ name, bytes }) =>
    spelled.filter(([, text]) => bytes.includes(text)).map(([secret]) => `${name}: ${secret}`),
  );
}

function spellings(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const inner = JSON.stringify(secret).slice(1, -1);
  return [
    ...new Set([
      secret,
      inner,
      encodeURIComponent(secret),
      bytes.toString('hex'),
      // Inside of a longer text Base64 depends on what stands before; the middle part is the same in one of three.
      ...[0, 1, 2].map((before) =>
        Buffer.concat([Buffer.alloc(before), bytes])
          .toString('base64')
          .slice(before === 0 ? 0 : 4, -4),
      ),
    ]),
  ].filter((text) => text.length >= 8);
}

/** Every file below a folder, but for those of these names. */
export async function filesBelow(folder: string, without: readonly string[]): Promise<Haystack[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && !without.includes(entry.name));
  return Promise.all(
    files.map(async (entry) => {
      const path = join(entry.parentPath, entry.name);
      return { name: path.slice(folder.length + 1), bytes: await readFile(path) };
    }),
  );
}

type Query = <Row extends object>(text: string) => Promise<Row[]>;

/** Every row of every table, as text: what a dump of the database holds. */
export async function tablesOf(query: Query): Promise<Haystack[]> {
  const tables = await query<{ name: string }>(
    `select quote_ident(table_schema) || '.' || quote_ident(table_name) as name from information_schema.tables
     where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema') order by 1`,
  );
  const found: Haystack[] = [];
  for (const { name } of tables) {
    const rows = await query<{ row: string }>(`select t::text as row from ${name} t`);
    found.push({ name, bytes: Buffer.from(rows.map(({ row }) => row).join('\n')) });
  }
  return found;
}
