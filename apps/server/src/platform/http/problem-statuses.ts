import { type ProblemCode, problemKinds } from '@fernwart/contract';
import type { RouteDescription } from './route.ts';

/** Every status that a route can refuse with, from its form and from what it adds itself. */
export function problemStatuses(route: RouteDescription): number[] {
  const codes = [...problemsOf(route), ...(route.problems ?? [])];
  return [...new Set(codes.map((code) => problemKinds[code].status))].sort((a, b) => a - b);
}

function problemsOf({ method, path, who, query, body, accepts }: RouteDescription): ProblemCode[] {
  const changes = method !== 'GET';
  return [
    'too_many_requests',
    'internal',
    ...(who === 'anybody' ? [] : (['not_signed_in', 'not_allowed'] as const)),
    ...(path.includes(':') ? (['not_found'] as const) : []),
    ...(query || body ? (['invalid_input'] as const) : []),
    ...(changes ? (['cross_site', 'malformed_json', 'too_large', 'unsupported_media_type'] as const) : []),
    // An object that one changes can have changed before, or be in no state for it.
    ...(changes && who !== 'anybody' ? (['stale_version', 'wrong_state'] as const) : []),
    ...(accepts === 'application/zip' ? (['package_refused'] as const) : []),
  ];
}
