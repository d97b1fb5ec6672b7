import { z } from 'zod';
import { id, instant, personRef } from './common.ts';

export const importKind = z.enum(['people', 'assets']);
export type ImportKind = z.infer<typeof importKind>;

/** What a column of a file can mean. */
export const importFields = {
  people: ['name', 'login', 'email', 'phone', 'department', 'language', 'timeZone', 'roles', 'teams'],
  assets: ['name', 'kind', 'inventoryNumber', 'serialNumber', 'manufacturer', 'model', 'location', 'owner'],
} as const satisfies Record<ImportKind, readonly string[]>;
export const importField = z.enum([...importFields.people, ...importFields.assets]);
export type ImportField = z.infer<typeof importField>;

/** For each column in turn; null: left out. */
export const importMapping = z.array(importField.nullable()).max(100);

/** At most 4 MiB of file, in base64. */
export const createImportBody = z.object({
  kind: importKind,
  fileName: z.string().trim().min(1).max(200),
  content: z.base64().max(5_600_000),
});
export const importRowState = z.enum(['new', 'changed', 'unchanged', 'refused']);
const counts = z.record(importRowState, z.number().int());
export const importSummary = z.object({
  id,
  kind: importKind,
  fileName: z.string(),
  createdAt: instant,
  createdBy: personRef,
  appliedAt: instant.nullable(),
  /** What was done; null until it is. */
  result: counts.nullable(),
});
export type ImportSummary = z.infer<typeof importSummary>;
export const importsAnswer = z.object({ items: z.array(importSummary) });

export const importRow = z.object({
  /** As a spreadsheet counts: the names of the columns stand in row 1. */
  row: z.number().int(),
  state: importRowState,
  name: z.string(),
  changes: z.array(z.object({ field: importField, before: z.string(), after: z.string() })),
  /** Why it is refused, in the reader's language. */
  reason: z.string().nullable(),
});
export type ImportRow = z.infer<typeof importRow>;
/** What applying would do now. `digest` names exactly that. */
export const importPreview = importSummary.extend({
  encoding: z.string(),
  separator: z.enum([',', ';', '\t']),
  columns: z.array(z.object({ name: z.string(), example: z.string() })),
  mapping: importMapping,
  counts,
  /** At most 500, the refused ones first. */
  rows: z.array(importRow),
  digest: z.string(),
});
export type ImportPreview = z.infer<typeof importPreview>;
export const mapImportBody = z.object({ mapping: importMapping });
/** Refused with `stale_version` when it would do anything else than that. */
export const applyImportBody = z.object({ digest: z.string().max(100) });
