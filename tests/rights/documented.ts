import type { RouteDescription } from '@fernwart/server';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';

type Json = Record<string, unknown>;
interface Operation {
  readonly responses: Record<string, { content?: Record<string, { schema?: Json }> } & { $ref?: string }>;
}

/** An answer, read. */
export interface Received {
  readonly status: number;
  readonly type: string | null;
  readonly text: string;
}

/** A live stream has no end: its beginning is enough. */
export async function received(answer: Response): Promise<Received> {
  const type = answer.headers.get('content-type')?.split(';', 1)[0] ?? null;
  if (type !== 'text/event-stream') return { status: answer.status, type, text: await answer.text() };
  await answer.body?.cancel();
  return { status: answer.status, type, text: '' };
}

/** What an answer has that our OpenAPI document does not say; empty when it is as documented. */
export type Undocumented = (route: Pick<RouteDescription, 'method' | 'path'>, answer: Received) => string[];

export function createUndocumented(document: Json): Undocumented {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  formats.default(ajv);
  ajv.addSchema(document, 'openapi');
  const paths = document.paths as Record<string, Record<string, Operation>>;

  function flaws(pointer: string, body: unknown): string[] {
    const validate = ajv.getSchema(`openapi#${pointer}`);
    if (!validate) throw new Error(`nothing lies at ${pointer}`);
    if (validate(body)) return [];
    return (validate.errors ?? []).map(
      (error) => `${error.instancePath} ${error.message ?? ''} ${JSON.stringify(error.params)}`,
    );
  }

  return ({ method, path }, { status, type, text }) => {
    const pattern = path.replaceAll(/:(\w+)/g, '{$1}');
    const responses = paths[pattern]?.[method.toLowerCase()]?.responses;
    if (!responses) return [`${method} ${path} is not in the document`];
    const documented = responses[status];
    if (!documented) return [`status ${status} is not documented: ${text}`];
    const escaped = pattern.replaceAll('~', '~0').replaceAll('/', '~1');
    const own = `/paths/${encodeURIComponent(escaped)}/${method.toLowerCase()}/responses/${status}`;
    const place = documented.$ref?.slice(1) ?? own;
    const content = documented.$ref
      ? (document.components as { responses: { problem: Operation['responses'][string] } }).responses.problem
          .content
      : documented.content;
    if (type === null) return text === '' ? [] : [`a body of no type: ${text}`];
    if (!content || !Object.hasOwn(content, type)) return [`type ${type} is not documented for ${status}`];
    if (!content[type]?.schema) return [];
    const pointer = `${place}/content/${encodeURIComponent(type.replaceAll('/', '~1'))}/schema`;
    return flaws(pointer, JSON.parse(text));
  };
}
