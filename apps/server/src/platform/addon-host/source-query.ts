import { z } from 'zod';
import type { SourceQuery } from './screens.ts';

const text = z.string().max(200);
const names = new Set(['cursor', 'limit', 'search', 'sort', 'format']);

/** `?cursor=&limit=&search=&sort=&format=csv&filter.<name>=…` */
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
    ({ cursor, limit, search, sort, format, ...rest }): { format: 'json' | 'csv'; query: SourceQuery } => ({
      format,
      query: {
        cursor: cursor ?? null,
        limit,
        search: search ?? null,
        sort: sort ?? null,
        filters: Object.fromEntries(
          Object.entries(rest).flatMap(([name, value]) =>
            name.startsWith('filter.') && !names.has(name) ? [[name.slice('filter.'.length), value]] : [],
          ),
        ),
      },
    }),
  );
