import {
  type ImportField,
  type ImportKind,
  type ImportPreview,
  type ImportSummary,
  importPreview,
  importSummary,
  importsAnswer,
} from '@fernwart/contract';
import { queryOptions } from '@tanstack/react-query';
import { request } from '../../app/api/request.ts';

export const importsQuery = queryOptions({
  queryKey: ['imports'],
  queryFn: ({ signal }) => request('GET', '/imports', importsAnswer, { signal }),
  meta: { topics: ['imports'] },
});

export async function bringFile(kind: ImportKind, file: File): Promise<ImportPreview> {
  const content = await base64(file);
  return request('POST', '/imports', importPreview, { body: { kind, fileName: file.name, content } });
}
export function mapColumns(id: string, mapping: readonly (ImportField | null)[]): Promise<ImportPreview> {
  return request('PUT', `/imports/${id}/mapping`, importPreview, { body: { mapping } });
}
export function previewAgain(id: string): Promise<ImportPreview> {
  return request('GET', `/imports/${id}`, importPreview);
}
export function applyImport({ id, digest }: ImportPreview): Promise<ImportSummary> {
  return request('POST', `/imports/${id}/application`, importSummary, { body: { digest } });
}

async function base64(file: Blob): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const parts: string[] = [];
  // As many at once as a call takes arguments.
  for (let at = 0; at < bytes.length; at += 8192)
    parts.push(String.fromCharCode(...bytes.subarray(at, at + 8192)));
  return btoa(parts.join(''));
}
