import { type AuditRecord, auditRecord, instant, pageOf, pageQuery } from '@fernwart/contract';
import { z } from 'zod';
import type { Database } from '../../platform/db/database.ts';
import { type CsvColumn, csvColumns, csvHead, csvLine } from '../../platform/http/csv.ts';
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
/** `?column.<name>=<title>` for a reader's file, among what is filtered by. */
const exportQuery = filter
  .catchall(z.string().max(200))
  .transform(({ search, outcome, from, until, ...rest }) => ({
    wanted: { search, outcome, from, until } satisfies AuditFilter,
    columns: csvColumns(rest),
  }));
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
    async handle({ query, language }) {
      const after = decodeCursor(place, query.cursor);
      const wanted = { ...query, after: after && { at: after[0], id: after[1] } };
      const rows = await listRecords(db, wanted, query.limit + 1);
      const items = rows.slice(0, query.limit);
      const last = rows.length > query.limit ? items.at(-1) : undefined;
      const names = await findNames(db, idsIn(items));
      return {
        items: items.map((row) => ({
          ...present(row),
          names: Object.fromEntries([
            ...idsIn([row]).flatMap((id) => namedAs(names, id)),
            ...packagesIn(row).flatMap((id) => {
              const name = texts.name(id);
              return name ? [[id, name[language]]] : [];
            }),
          ]),
          words: packageWords(row, texts),
        })),
        ...(last ? { nextCursor: encodeCursor([last.at.toString(), last.id]) } : {}),
      };
    },
  });

  router.add({
    method: 'GET',
    path: '/api/v1/audit/export',
    summary:
      'The same as a file of comma separated values, whole; with `column.<name>=<title>` those columns',
    who: 'administrator_or_auditor',
    query: exportQuery,
    raw: true,
    answers: { 200: { description: 'The file', type: 'text/csv' } },
    async handle({ actor, query: { wanted, columns }, address, requestId, reply }) {
      // Before the first line leaves: who took the record away stands in it.
      await audit.record(db, {
        actor: actor.name,
        actorId: actor.id,
        action: 'audit.export',
        outcome: 'done',
        address,
        requestId,
        details: { ...wanted },
      });
      await reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', 'attachment; filename="audit.csv"')
        .send(lines(db, wanted, columns));
    },
  });
}

const names = [
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
function lines(db: Database, wanted: AuditFilter, columns: readonly CsvColumn[]): ReadableStream<Uint8Array> {
  const shown = columns.length === 0 ? names : columns.map(({ name }) => name);
  const encoder = new TextEncoder();
  let after: AuditFilter['after'];
  return new ReadableStream({
    start: (stream) => stream.enqueue(encoder.encode(csvHead(columns, names))),
    async pull(stream) {
      const rows = await listRecords(db, { ...wanted, after }, exportedAtOnce);
      const text = rows.map((row) => csvLine(cellsOf(present(row), shown))).join('');
      if (text !== '') stream.enqueue(encoder.encode(text));
      const last = rows.at(-1);
      if (!last || rows.length < exportedAtOnce) stream.close();
      else after = { at: last.at.toString(), id: last.id };
    },
  });
}

function cellsOf(record: ReturnType<typeof present>, shown: readonly string[]): string[] {
  return shown.map((wanted) => {
    const name = names.find((each) => each === wanted);
    const value = name === undefined ? null : record[name];
    return typeof value === 'object' && value !== null ? JSON.stringify(value) : (value ?? '');
  });
}

/** Every id in what a record is about and tells; what looks like one in a stranger's words names nothing. */
function idsIn(rows: readonly AuditRow[]): string[] {
  const text = rows.map(({ subject, details }) => `${subject ?? ''} ${JSON.stringify(details)}`).join(' ');
  return [...new Set(text.match(/\b[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\b/g))].slice(0, mostNames);
}

/** Packages that did it, or that it was done to; nobody else's name counts as one. */
function packagesIn({ actor, actor_id, subject }: AuditRow): string[] {
  return [actor_id === null ? actor : null, subject].flatMap((text) => {
    const id = /^package:([a-z][a-z0-9-]*)$/.exec(text ?? '')?.[1];
    return id === undefined ? [] : [id];
  });
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
