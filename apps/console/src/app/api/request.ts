import { problem } from '@fernwart/contract';
import type { z } from 'zod';
import { currentLanguage } from '../../i18n/language.ts';
import { ApiError } from './api-error.ts';

type Query = Record<string, string | number | boolean | undefined>;
interface Options {
  readonly query?: Query;
  readonly body?: unknown;
  readonly signal?: AbortSignal;
  /** The same key on a repeated POST answers what the first one made. */
  readonly idempotencyKey?: string;
}
type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** `/api/v1` and the path, with the members of `query` that have a value. */
export function apiPath(path: string, query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') search.set(name, String(value));
  }
  const text = search.toString();
  return `/api/v1${path}${text ? `?${text}` : ''}`;
}

/** Calls the API and parses its answer by the contract; rejects with `ApiError`. */
export async function request<Answer extends z.ZodType>(
  method: Method,
  path: string,
  answer: Answer,
  options: Options = {},
): Promise<z.output<Answer>> {
  const response = await send(method, path, options);
  const parsed = answer.safeParse(await json(response));
  if (parsed.success) return parsed.data;
  throw new ApiError('unexpected_answer', null, { cause: parsed.error });
}

/** The same for routes that answer nothing. */
export async function command(method: Method, path: string, options: Options = {}): Promise<void> {
  await send(method, path, options);
}

async function send(method: Method, path: string, options: Options): Promise<Response> {
  const response = await reach(method, path, options);
  if (response.ok) return response;
  throw await refusal(response);
}

async function reach(method: Method, path: string, options: Options): Promise<Response> {
  try {
    return await fetch(apiPath(path, options.query), {
      method,
      headers: {
        accept: 'application/json',
        'accept-language': currentLanguage(),
        ...(options.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(options.idempotencyKey ? { 'idempotency-key': options.idempotencyKey } : {}),
      },
      ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
      ...(options.signal ? { signal: options.signal } : {}),
    });
  } catch (error) {
    if (options.signal?.aborted) throw error;
    throw new ApiError('unreachable', null, { cause: error });
  }
}

async function refusal(response: Response): Promise<ApiError> {
  const parsed = problem.safeParse(await json(response).catch(() => null));
  if (parsed.success) return new ApiError(parsed.data.code, parsed.data);
  return new ApiError(response.status >= 502 ? 'unreachable' : 'unexpected_answer', null);
}

async function json(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch (error) {
    throw new ApiError('unexpected_answer', null, { cause: error });
  }
}
