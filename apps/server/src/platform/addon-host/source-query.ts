import { z } from 'zod';
import { type CsvColumn, csvColumns } from '../http/csv.ts';
import type { SourceQuery } from './screens.ts';

const text = z.string().max(200);

interface Wanted {
  readonly format: 'json' | 'csv';
  /** What a file is to hold, in this order, under the reader's titles; none: every cell under its name. */
  readonly columns: readonly CsvColumn[];
  readonly query: SourceQuery;
}

/** `?cursor=&limit=&search=&sort=&format=csv&filter.<name>=…&column.<name>=<title>` */
export const sourceQuery = z
  .object({
    cursor: z.string().max(500).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
    search: text.optional(),
    sort: text.optional(),
    format: z.enum(['json', 'csv']).default('json'),
  })
  .catchall(text)
  .transform(
    ({ cursor, limit, search, sort, format, ...rest }): Wanted => ({
      format,
      columns: csvColumns(rest),
      query: {
        cursor: cursor ?? null,
        limit,
        search: search ?? null,
        sort: sort ?? null,
        filters: Object.fromEntries(
          Object.entries(rest).flatMap(([name, value]) =>
            name.startsWith('filter.') ? [[name.slice('filter.'.length), value]] : [],
          ),
        ),
      },
    }),
  );
