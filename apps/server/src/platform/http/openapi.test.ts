import { pageQuery, person, signInBody, teamRef } from '@fernwart/contract';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { openApiDocument } from './openapi.ts';
import type { RouteDescription } from './route.ts';

const route: RouteDescription = {
  method: 'GET',
  path: '/api/v1/things/:id',
  summary: 'One thing',
  who: 'signed_in',
  params: z.object({ id: z.uuid() }),
  query: pageQuery,
  body: undefined,
  accepts: 'application/json',
  answer: z.object({ owner: person }),
  status: 200,
  raw: false,
};

test('routes become operations with their parameters, named schemas and the problem document', () => {
  const document = openApiDocument([route], '1.2.3') as Record<string, unknown>;
  expect(document).toMatchObject({
    openapi: '3.1.0',
    info: { version: '1.2.3' },
    paths: {
      '/api/v1/things/{id}': {
        get: {
          operationId: 'get_things_id',
          tags: ['things'],
          security: [{ session: [] }, { token: [] }],
          parameters: [
            { name: 'id', in: 'path', required: true },
            { name: 'cursor', in: 'query', required: false },
            { name: 'limit', in: 'query', required: false, schema: { default: 50, maximum: 200 } },
          ],
          responses: {
            200: {
              content: {
                'application/json': {
                  schema: { properties: { owner: { $ref: '#/components/schemas/person' } } },
                },
              },
            },
            400: { $ref: '#/components/responses/problem' },
            401: { $ref: '#/components/responses/problem' },
            404: { $ref: '#/components/responses/problem' },
          },
        },
      },
    },
    components: {
      responses: {
        problem: {
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/problem' } } },
        },
      },
    },
  });
});

test('every reference leads to a component, and every component is used', () => {
  const post = { ...route, method: 'POST', query: undefined, body: signInBody };
  const both = {
    ...route,
    method: 'PUT',
    query: undefined,
    body: z.object({ team: teamRef, owner: person }),
  };
  const { components, paths } = openApiDocument([route, post, both], '1') as {
    components: { schemas: Record<string, unknown> };
    paths: unknown;
  };
  const text = JSON.stringify({ paths, components });
  const references = new Set([...text.matchAll(/"\$ref":"([^"]*)"/g)].map((match) => match[1]));
  const names = Object.keys(components.schemas).map((name) => `#/components/schemas/${name}`);
  expect(names).toContain('#/components/schemas/personInput');
  expect(references).toEqual(new Set([...names, '#/components/responses/problem']));
});

test('open routes, archives and answers without content say so', () => {
  const upload = {
    ...route,
    method: 'POST',
    path: '/api/v1/packages/uploads',
    who: 'anybody',
    params: undefined,
    query: undefined,
    accepts: 'application/zip',
    answer: undefined,
    status: 204,
  } as const;
  expect(openApiDocument([upload], '1')).toMatchObject({
    paths: {
      '/api/v1/packages/uploads': {
        post: {
          security: [],
          requestBody: { content: { 'application/zip': {} } },
          responses: { 204: { description: 'Done' } },
        },
      },
    },
  });
});
