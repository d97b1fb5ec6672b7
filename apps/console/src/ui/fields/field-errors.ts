import { ApiError } from '../../app/api/api-error.ts';

/** Messages per field out of a refused input; paths may be prefixed, e.g. `values.clientId`. */
export function fieldErrors(error: unknown, prefix = 'values.'): Record<string, string> {
  const list = error instanceof ApiError ? (error.problem?.errors ?? []) : [];
  return Object.fromEntries(
    list.map(({ path, message }) => [path.startsWith(prefix) ? path.slice(prefix.length) : path, message]),
  );
}
