import { Problem } from '../../platform/http/problem.ts';

/** A cursor names the last row seen: its instant and its id. */
export function encodeCursor(at: Temporal.Instant, id: string): string {
  return Buffer.from(`${at.toString()}|${id}`).toString('base64url');
}

export function decodeCursor(cursor: string): { createdAt: string; id: string } {
  const match = /^([0-9T:.-]+Z)\|([0-9a-f-]{36})$/.exec(Buffer.from(cursor, 'base64url').toString());
  if (!match?.[1] || !match[2])
    throw new Problem('invalid_input', {
      errors: [{ path: 'cursor', message: 'not a cursor of this list' }],
    });
  return { createdAt: match[1], id: match[2] };
}
