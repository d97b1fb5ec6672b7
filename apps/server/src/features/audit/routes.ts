import { auditRecord, pageOf, pageQuery } from '@fernwart/contract';
import { z } from 'zod';
import type { Database } from '../../platform/db/database.ts';
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.ts';
import type { Router } from '../../platform/http/route.ts';
import { listRecords } from './store.ts';

const auditQuery = pageQuery.extend({
  search: z.string().trim().max(200).optional(),
  outcome: z.enum(['done', 'refused', 'failed']).optional(),
});
const place = z.tuple([z.iso.datetime(), z.uuid()]);

export function auditRoutes(router: Router, deps: { db: Database }): void {
  router.add({
    method: 'GET',
    path: '/api/v1/audit',
    summary: 'What was done and refused, newest first',
    who: 'administrator_or_auditor',
    query: auditQuery,
    answer: pageOf(auditRecord),
    async handle({ query }) {
      const after = decodeCursor(place, query.cursor);
      const rows = await listRecords(
        deps.db,
        { search: query.search, outcome: query.outcome, after: after && { at: after[0], id: after[1] } },
        query.limit + 1,
      );
      const items = rows.slice(0, query.limit);
      const last = rows.length > query.limit ? items.at(-1) : undefined;
      return {
        items: items.map((row) => ({
          id: row.id,
          at: row.at.toString(),
          actor: row.actor,
          actorId: row.actor_id,
          action: row.action,
          outcome: row.outcome,
          subject: row.subject,
          address: row.address,
          details: row.details,
        })),
        ...(last ? { nextCursor: encodeCursor([last.at.toString(), last.id]) } : {}),
      };
    },
  });
}
