import { z } from 'zod';

/** Search parameters are plain text in the address, as people and other programs write them. */
export function parseSearch(search: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(search));
}

export function stringifySearch(search: Record<string, unknown>): string {
  const filled = Object.entries(search).filter(([, value]) => value !== undefined && value !== '');
  const text = new URLSearchParams(filled.map(([name, value]) => [name, String(value)])).toString();
  return text ? `?${text}` : '';
}

const text = z.string().max(500).optional().catch(undefined);
/** Lists that only remember a page and a row. */
export const listSearch = z.object({ cursor: text, selected: text });

export const peopleSearch = listSearch.extend({
  search: text,
  role: z.enum(['requester', 'agent', 'administrator', 'auditor']).optional().catch(undefined),
  active: z.enum(['true', 'false']).optional().catch(undefined),
});
export const runsSearch = listSearch.extend({
  workflow: text,
  state: z
    .enum(['waiting', 'queued', 'running', 'succeeded', 'failed', 'merged'])
    .optional()
    .catch(undefined),
});
export const auditSearch = listSearch.extend({
  search: text,
  outcome: z.enum(['done', 'refused', 'failed']).optional().catch(undefined),
});
/** The device that a report is about. */
export const reportSearch = z.object({ asset: z.uuid().optional().catch(undefined) });
export const newConfigurationSearch = z.object({
  package: z.string().catch(''),
  type: z.string().catch(''),
});
/** Only ever back into the console itself. */
export const signInSearch = z.object({
  to: z
    .string()
    .regex(/^\/(?![/\\])/)
    .catch('/'),
});
