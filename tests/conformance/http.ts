import type { Target } from './target.ts';

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  /** The parsed body, or undefined when it is none. */
  json: unknown;
}

/** One raw call below the base. A body goes out as JSON unless it is a form. */
export async function call(
  target: Pick<Target, 'base' | 'token'>,
  method: string,
  path: string,
  body?: object,
  token: string | null = target.token,
): Promise<Answer> {
  const form = body instanceof URLSearchParams;
  const answer = await fetch(`${target.base}${path}`, {
    method,
    redirect: 'manual',
    headers: {
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(body && !form ? { 'content-type': 'application/json; charset=utf-8' } : {}),
    },
    ...(body ? { body: form ? body : JSON.stringify(body) } : {}),
  });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, text, json: parsed(text) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A value deep inside an answer by its path: `at(answer, 'records.0.id')`. */
export function at(answer: Answer, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((value, name) => (value as Record<string, unknown> | undefined)?.[name], answer.json);
}

export function rows(answer: Answer, name: string): Record<string, unknown>[] {
  const list = at(answer, name);
  if (!Array.isArray(list)) throw new Error(`no list ${name} in ${answer.text.slice(0, 200)}`);
  return list as Record<string, unknown>[];
}

export function textAt(answer: Answer, path: string): string {
  const value = at(answer, path);
  if (typeof value !== 'string') throw new Error(`no text at ${path} in ${answer.text.slice(0, 200)}`);
  return value;
}
