import { problem } from '@fernwart/contract';
import { z } from 'zod';
import { type Json, type OpenApiComponents, openApiComponents } from './openapi-components.ts';
import { problemStatuses } from './problem-statuses.ts';
import type { RouteDescription } from './route.ts';

/** The OpenAPI 3.1 document of these routes, made from the schemas that check them. */
export function openApiDocument(routes: readonly RouteDescription[], version: string): Json {
  const components = openApiComponents();
  const problemAnswer = {
    description: 'A problem document (RFC 9457)',
    content: { 'application/problem+json': { schema: components.convert(problem, 'output') } },
  };
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}');
    const described = {
      operationId: operationId(route),
      summary: route.summary,
      tags: [tag(route.path)],
      security: route.who === 'anybody' ? [] : [{ session: [] }, { token: [] }],
      'x-who': route.who,
      parameters: [
        ...parameters(route.params ?? pathParameters(route.path), 'path', components),
        ...parameters(route.query, 'query', components),
      ],
      ...requestBody(route, components),
      responses: {
        ...Object.fromEntries(
          problemStatuses(route).map((status) => [status, { $ref: '#/components/responses/problem' }]),
        ),
        ...answers(route, components),
      },
    };
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: described };
  }
  return components.finish({
    openapi: '3.1.0',
    info: { title: 'Fernwart', version, license: { name: 'MIT', identifier: 'MIT' } },
    servers: [{ url: '/' }],
    paths,
    components: {
      responses: { problem: problemAnswer },
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'fernwart_session' },
        token: { type: 'http', scheme: 'bearer' },
      },
    },
  });
}

function operationId({ method, path }: RouteDescription): string {
  const words = path.replace('/api/v1', '').match(/\w+/g) ?? ['root'];
  return [method.toLowerCase(), ...words].join('_');
}

function tag(path: string): string {
  const [first = 'root', , second] = path.split('/').filter(Boolean);
  return first === 'api' ? (second ?? first) : first;
}

function pathParameters(path: string): z.ZodType {
  const names = [...path.matchAll(/:(\w+)/g)].map((match) => match[1] ?? '');
  return z.object(Object.fromEntries(names.map((name) => [name, z.string()])));
}

function parameters(
  schema: z.ZodType | undefined,
  place: 'path' | 'query',
  components: OpenApiComponents,
): Json[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = components.members(schema);
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: property,
  }));
}

function requestBody(route: RouteDescription, components: OpenApiComponents): Json {
  if (route.accepts === 'application/zip' || route.accepts === 'application/octet-stream') {
    return { requestBody: { required: true, content: { [route.accepts]: {} } } };
  }
  if (!route.body) return {};
  const schema = components.convert(route.body, 'input');
  return { requestBody: { required: true, content: { [route.accepts]: { schema } } } };
}

/** A page of a `raw` route and a problem may share a status. */
function answers(route: RouteDescription, components: OpenApiComponents): Json {
  const own = route.answers ?? {
    [route.status]: { description: route.raw ? 'As the summary says' : 'Done' },
  };
  const refusing = new Set(problemStatuses(route));
  const problemSchema = components.convert(problem, 'output');
  return Object.fromEntries(
    Object.entries(own).map(([status, { description, type }]) => {
      const content = {
        ...(type ? { [type]: {} } : {}),
        ...(route.answer && Number(status) === route.status
          ? { 'application/json': { schema: components.convert(route.answer, 'output') } }
          : {}),
        ...(refusing.has(Number(status)) ? { 'application/problem+json': { schema: problemSchema } } : {}),
      };
      return [status, { description, ...(Object.keys(content).length > 0 ? { content } : {}) }];
    }),
  );
}
