import { afterEach, expect, test } from 'vitest';
import { z } from 'zod';
import { openTestServer, type TestServer, testActor } from '../../../testing/http.ts';
import { Problem } from './problem.ts';

let server: TestServer;
afterEach(() => server.stop());

async function patch(path: string, ifMatch: string | undefined, payload: Record<string, unknown>) {
  server = await openTestServer({ actors: [testActor(['agent'])] });
  const thing = z.object({ name: z.string(), version: z.number().int() });
  const route = { method: 'PATCH', summary: 'Change a thing', who: 'agent', answer: thing } as const;
  server.router.add({
    ...route,
    path: '/api/v1/thing',
    body: thing,
    async handle({ body }) {
      if (body.version !== 3) throw new Problem('stale_version');
      return { name: body.name, version: 4 };
    },
  });
  server.router.add({
    ...route,
    path: '/api/v1/versionless',
    body: z.object({ name: z.string() }),
    handle: async ({ body }) => ({ ...body, version: 1 }),
  });
  const headers = { 'x-test-actor': 'agent', ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }) };
  return server.app.inject({ method: 'PATCH', url: `/api/v1/${path}`, headers, payload });
}

test.each([
  ['an old version', 'thing', '"2"', {}, 'stale_version'],
  ['another version than the body', 'thing', '"3"', { version: 2 }, 'invalid_input'],
  ['a weak tag', 'thing', 'W/"3"', {}, 'invalid_input'],
  ['anything', 'thing', '*', {}, 'invalid_input'],
  ['a version where nothing has one', 'versionless', '"3"', {}, 'invalid_input'],
  ['nothing at all', 'thing', undefined, {}, 'invalid_input'],
])('a change is refused under If-Match with %s', async (_, path, ifMatch, more, code) => {
  expect((await patch(path, ifMatch, { name: 'x', ...more })).json()).toMatchObject({ code });
});

test.each([
  ['"3"', {}],
  ['"3"', { version: 3 }],
  [undefined, { version: 3 }],
])('a change under If-Match %s with %o is made and answers the new tag', async (ifMatch, more) => {
  const answer = await patch('thing', ifMatch, { name: 'x', ...more });
  expect(answer.statusCode).toBe(200);
  expect(answer.headers.etag).toBe('"4"');
});
