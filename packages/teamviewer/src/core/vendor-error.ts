import { z } from 'zod';
import type { VendorError } from '../errors.ts';

const LONGEST_TEXT = 500;

/** TeamViewer's error record (facts §3 [C]); newer functions may wrap it in `Error` (GenericApiResponse [C: S]). */
const vendorErrorSchema = z.object({
  error: z.string().optional().catch(undefined),
  error_description: z.string().optional().catch(undefined),
  error_code: z.coerce.number().optional().catch(undefined),
  error_signature: z.coerce.string().optional().catch(undefined),
});

/**
 * Reads an error body. It may be anything: JSON, a JSON string, plain text, a proxy's page (facts §3 [C: PS, DP]);
 * what is not a record becomes the description.
 */
export function readVendorError(text: string): VendorError {
  const body = parsed(text);
  if (typeof body === 'string') return body === '' ? {} : { error_description: shortened(body) };
  const record = z.looseObject({}).safeParse(body).data;
  if (record === undefined) return {};
  const inner = z.looseObject({}).safeParse(record['Error']).data;
  const read = vendorErrorSchema.parse(inner ?? record);
  return Object.fromEntries(
    Object.entries(read)
      .filter(([, value]) => value !== undefined && value !== 'undefined' && !Number.isNaN(value))
      .map(([name, value]) => [name, typeof value === 'string' ? shortened(value) : value]),
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text.trim();
  }
}

function shortened(text: string): string {
  return text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text;
}
