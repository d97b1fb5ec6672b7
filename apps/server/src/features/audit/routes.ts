import { type AuditRecord, auditRecord, instant, pageOf, pageQuery } from '@fernwart/contract';
import { z } from 'zod';
import type { Database } from '../../platform/db/database.ts';
import { csvLine } from '../../platform/http/csv.ts';
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.ts';
import type { Router } from '../../platform/http/route.ts';
import type { Audit } from './audit.ts';
import { type PackageTexts, packageWords } from './package-words.ts';
import { type AuditFilter, type AuditRow, findNames, listRecords } from './store.ts';

const filter = z.object({
  search: z.string().trim().max(200).optional(),
  outcome: z.enum(['done', 'refused', 'failed']).optional(),
  from: instant.optional(),
  until: instant.optional(),
});
const place = z.tuple([z.iso.datetime(), z.uuid()]);
const exportedAtOnce = 500;
const mostNames = 1000;

export function auditRoutes(router: Router, deps: { db: Database; audit: Audit; texts: PackageTexts }): void {
  const { db, audit, texts } = deps;

  router.add({
    method: 'GET',
    path: '/api/v1/audit',
    summary: 'What was done and refused, newest first',
    who: 'administrator_or_auditor',
    query: pageQuery.extend(filter.shape),
    answer: pageOf(auditRecord),
    async handle({ query }) {
      const after = decodeCursor(place, query.cursor);
      const wanted = { ...query, after: after && { at: after[0], id: after[1] } };
      const rows = await listRecords(db, wanted, query.limit + 1);
      const items = rows.slice(0, query.limit);
      const last = rows.length > query.limit ? items.at(-1) : undefined;
      const names = await findNames(db, idsIn(items));
      return {
        items: items.map((row) => ({
          ...present(row),
          names: Object.fromEntries(idsIn([row]).flatMap((id) => namedAs(names, id))),
          words: packageWords(row, texts),
        })),
        ...(last ? { nextCursor: encodeCursor([last.at.toString(), last.id]) } : {}),
      };
    },
  });

  router.add({
    method: 'GET',
    path: '/api/v1/audit/export',
    summary: 'The same as a file of comma separated values, whole',
    who: 'administrator_or_auditor',
    query: filter,
    raw: true,
    answers: { 200: { description: 'The file', type: 'text/csv' } },
    async handle({ actor, query, address, requestId, reply }) {
      // Before the first line leaves: who took the record away stands in it.
      await audit.record(db, {
        actor: actor.name,
        actorId: actor.id,
        action: 'audit.export',
        outcome: 'done',
        address,
        requestId,
        details: { ...query },
      });
      await reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', 'attachment; filename="audit.csv"')
        .send(lines(db, query));
    },
  });
}

const columns = [
  'at',
  'actor',
  'actorId',
  'action',
  'outcome',
  'subject',
  'address',
  'details',
] as const satisfies readonly (keyof ReturnType<typeof present>)[];

/** Page by page, so that years of it need no memory. */
function lines(db: Database, wanted: AuditFilter): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let after: AuditFilter['after'];
  return new ReadableStream({
    start: (stream) => stream.enqueue(encoder.encode(csvLine(columns))),
    async pull(stream) {
      const rows = await listRecords(db, { ...wanted, after }, exportedAtOnce);
      const text = rows.map((row) => csvLine(cellsOf(present(row)))).join('');
      if (text !== '') stream.enqueue(encoder.encode(text));
      const last = rows.at(-1);
      if (!last || rows.length < exportedAtOnce) stream.close();
      else after = { at: last.at.toString(), id: last.id };
    },
  });
}

function cellsOf(record: ReturnType<typeof present>): string[] {
  return columns.map((column) => {
    const value = record[column];
    return typeof value === 'object' && value !== null ? JSON.stringify(value) : (value ?? '');
  });
}

/** Every id in what a record is about and tells; what looks like one in a stranger's words names nothing. */
function idsIn(rows: readonly AuditRow[]): string[] {
  const text = rows.map(({ subject, details }) => `${subject ?? ''} ${JSON.stringify(details)}`).join(' ');
  return [...new Set(text.match(/\b[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\b/g))].slice(0, mostNames);
}

function namedAs(names: ReadonlyMap<string, string>, id: string): [string, string][] {
  const name = names.get(id);
  return name === undefined ? [] : [[id, name]];
}

function present(row: AuditRow): Omit<AuditRecord, 'names' | 'words'> {
  return {
    id: row.id,
    at: row.at.toString(),
    actor: row.actor,
    actorId: row.actor_id,
    action: row.action,
    outcome: row.outcome,
    subject: row.subject,
    address: row.address,
    details: row.details,
  };
}
