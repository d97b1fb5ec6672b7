import { openApiDocument } from './openapi.ts';
import { escapeHtml, plainPage } from './plain-page.ts';
import type { RouteDescription } from './route.ts';

type Json = Record<string, unknown>;
interface Operation {
  readonly summary: string;
  readonly tags: readonly string[];
  readonly 'x-who': string;
  readonly parameters: readonly { name: string; in: string; required: boolean; schema: Json }[];
  readonly requestBody?: { content: Record<string, { schema?: Json }> };
  readonly responses: Record<
    string,
    { $ref?: string; description?: string; content?: Record<string, { schema?: Json }> }
  >;
}

const callers: Readonly<Record<string, string>> = {
  anybody: 'anybody',
  signed_in: 'whoever is signed in; object by object',
  agent: 'agents',
  administrator: 'administrators',
  administrator_or_auditor: 'administrators and auditors',
  desk_reader: 'agents, administrators and auditors',
};

/** The OpenAPI document as a page to read, without code and without anything from elsewhere. */
export function referencePage(routes: readonly RouteDescription[], version: string): string {
  const document = openApiDocument(routes, version);
  const operations = Object.entries(document.paths as Record<string, Record<string, Operation>>).flatMap(
    ([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  const byTag = Map.groupBy(operations, ({ operation }) => operation.tags[0] ?? '');
  const tags = [...byTag].sort(([a], [b]) => (a < b ? -1 : 1));
  const schemas = Object.entries((document.components as { schemas: Record<string, Json> }).schemas);
  return plainPage(
    'en',
    `API reference, version ${version}`,
    `<p>Sign in with a cookie (<code>POST /api/v1/session</code>) or send an API token:
<code>Authorization: Bearer …</code>. Lists are read page by page with <code>cursor</code> and <code>limit</code>. What bears
a version answers it as <code>ETag</code> and takes it as <code>If-Match</code>. Every error is a
<a href="#problem">problem document</a> (RFC 9457). For programs: <a href="/api/openapi.json">OpenAPI 3.1</a>.</p>
<nav><ul>${tags.map(([tag]) => `<li><a href="#tag-${escapeHtml(tag)}">${escapeHtml(tag)}</a></li>`).join('')}</ul></nav>
${tags
  .map(
    ([tag, own]) =>
      `<section id="tag-${escapeHtml(tag)}"><h2>${escapeHtml(tag)}</h2>${own.map(operationText).join('\n')}</section>`,
  )
  .join('\n')}
<section><h2>Schemas</h2>
${schemas
  .map(
    ([name, schema]) =>
      `<details id="${escapeHtml(name)}"><summary>${escapeHtml(name)}</summary>${schemaText(schema)}</details>`,
  )
  .join('\n')}
</section>`,
  );
}

function operationText({
  path,
  method,
  operation,
}: {
  path: string;
  method: string;
  operation: Operation;
}): string {
  const { summary, parameters, requestBody, responses } = operation;
  const who = operation['x-who'];
  const rows = parameters.map(
    ({ name, in: place, required, schema }) =>
      `<li><code>${escapeHtml(name)}</code> (${place}${required ? '' : ', optional'}): ${inline(schema)}</li>`,
  );
  const bodies = Object.entries(requestBody?.content ?? {}).map(
    ([type, { schema }]) => `<li>body, ${escapeHtml(type)}${schema ? `: ${inline(schema)}` : ''}</li>`,
  );
  const answers = Object.entries(responses).map(([status, answer]) => {
    if (answer.$ref) return `<li>${status}: <a href="#problem">problem</a></li>`;
    const contents = Object.entries(answer.content ?? {}).map(
      ([type, { schema }]) => `${escapeHtml(type)}${schema ? ` ${inline(schema)}` : ''}`,
    );
    return `<li>${status}: ${[escapeHtml(answer.description ?? ''), ...contents].join(', ')}</li>`;
  });
  return `<article><h3><code>${method.toUpperCase()} ${escapeHtml(path)}</code></h3>
<p>${escapeHtml(summary)}. For ${escapeHtml(callers[who] ?? who)}.</p>
<ul>${[...rows, ...bodies].join('')}</ul><details><summary>Answers</summary><ul>${answers.join('')}</ul></details></article>`;
}

/** A named schema is a link to it; the others are written out. */
function inline(schema: Json): string {
  const name = typeof schema.$ref === 'string' ? schema.$ref.replace('#/components/schemas/', '') : null;
  if (name !== null) return `<a href="#${escapeHtml(name)}">${escapeHtml(name)}</a>`;
  return `<code>${escapeHtml(JSON.stringify(withoutBounds(schema)))}</code>`;
}

function schemaText(schema: Json): string {
  return `<pre>${escapeHtml(JSON.stringify(schema, null, 2))}</pre>`;
}

/** The widest whole numbers say nothing. */
function withoutBounds(schema: Json): Json {
  const { minimum, maximum, ...rest } = schema;
  return {
    ...rest,
    ...(minimum === undefined || minimum === Number.MIN_SAFE_INTEGER ? {} : { minimum }),
    ...(maximum === undefined || maximum === Number.MAX_SAFE_INTEGER ? {} : { maximum }),
  };
}
