import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openTestServer, type TestServer, testActor } from '../../../testing/http.ts';

const person = testActor(['agent']);
const another = testActor(['requester']);
const token = testActor(['auditor'], { byToken: true });
const sameOwner = testActor(['administrator'], { id: token.id });

describe('calls are bounded', () => {
  let server: TestServer;

  beforeEach(async () => {
    server = await openTestServer({
      actors: [person, another, token, sameOwner],
      config: { personPerMinute: 3, tokenPerMinute: 2, anonymousPerMinute: 1 },
    });
    server.router.add({
      method: 'GET',
      path: '/thing',
      summary: 'A thing',
      who: 'anybody',
      handle: async () => undefined,
    });
  });
  afterEach(() => server.stop());

  const statuses = async (as: string, times: number) => {
    const found: number[] = [];
    for (let time = 0; time < times; time++)
      found.push((await server.app.inject({ url: '/thing', headers: { 'x-test-actor': as } })).statusCode);
    return found;
  };

  test('for each person, each token and each address by itself, and refused calls say when to come back', async () => {
    expect(await statuses('agent', 4)).toEqual([204, 204, 204, 429]);
    expect(await statuses('requester', 1)).toEqual([204]);
    expect(await statuses('auditor', 3)).toEqual([204, 204, 429]);
    // A token that is called too often does not lock its owner out of the console.
    expect(await statuses('administrator', 3)).toEqual([204, 204, 204]);
    expect(await statuses('nobody', 2)).toEqual([204, 429]);
    const refused = await server.app.inject({ url: '/thing', headers: { 'x-test-actor': 'agent' } });
    expect(refused.json()).toMatchObject({ code: 'too_many_requests' });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  });
});
