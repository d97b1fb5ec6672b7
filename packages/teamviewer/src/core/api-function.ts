import type { ApiFunction } from './call.ts';

/** A single object; far more than any documented one needs. */
const ONE_OBJECT = 1024 * 1024;
/** A page of 1000 rows with notes of 4000 characters each (facts §5.1, §8 [C]) stays below this. */
export const ONE_PAGE = 32 * 1024 * 1024;

/**
 * Describes a function of the Web API. GET, PUT and DELETE may be repeated, POST may not unless it is said so
 * (`POST /EventLogging` only reads).
 */
export function apiFunction(
  name: `${ApiFunction['method']} /${string}`,
  options: Partial<
    Pick<ApiFunction, 'repeatable' | 'reads' | 'unknownIdMayBe400' | 'silent' | 'maxBytes'>
  > = {},
): ApiFunction {
  const [method, path] = name.split(' ') as [ApiFunction['method'], string];
  return {
    name,
    method,
    path,
    reads: method === 'GET',
    repeatable: method !== 'POST',
    silent: method === 'PUT' || method === 'DELETE',
    unknownIdMayBe400: false,
    maxBytes: ONE_OBJECT,
    ...options,
  };
}

/** Where a call goes. Ids and cursors are data: they are encoded and can never name another host or path. */
export function addressOf(
  baseUrl: string,
  path: string,
  params: Readonly<Record<string, string>> = {},
  query: Readonly<Record<string, string | undefined>> = {},
): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => pathSegment(name, params[name]));
  const asked = Object.entries(query)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${encodeURIComponent(value ?? '')}`)
    .join('&');
  return `${baseUrl.replace(/\/+$/, '')}${filled}${asked === '' ? '' : `?${asked}`}`;
}

function pathSegment(name: string, value: string | undefined): string {
  if (value === undefined || value === '' || value === '.' || value === '..') {
    throw new TypeError(`The path parameter ${name} is missing or not usable.`);
  }
  return encodeURIComponent(value);
}
