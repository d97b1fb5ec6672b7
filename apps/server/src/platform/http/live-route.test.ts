import { afterEach, describe, expect, test } from 'vitest';
import { openTestServer, type TestServer, testActor } from '../../../testing/http.ts';
import { drivenClock } from '../clock/driven-clock.ts';
import { systemClock } from '../clock/system-clock.ts';

const agent = testActor(['agent']);
const headers = { 'x-test-actor': 'agent' };

let server: TestServer;
let streams: AbortController[] = [];
afterEach(async () => {
  for (const stream of streams) stream.abort();
  streams = [];
  await server.stop();
});

/** The stream's text as it comes; `until` waits for a piece of it, `ended` for its end. */
async function watch(origin: string, query: string) {
  const leaving = new AbortController();
  streams.push(leaving);
  const answer = await fetch(`${origin}/api/v1/live?${query}`, { headers, signal: leaving.signal });
  let text = '';
  const arrivals = new Set<() => void>();
  const ended = (async () => {
    const decoder = new TextDecoder();
    for await (const chunk of answer.body ?? []) {
      text += decoder.decode(chunk as Uint8Array, { stream: true });
      for (const arrival of arrivals) arrival();
    }
  })();
  ended.catch(() => undefined);
  return {
    answer,
    leave: () => leaving.abort(),
    ended: async () => {
      await ended;
      return text;
    },
    until: (piece: string) =>
      new Promise<string>((resolve) => {
        const look = () => text.includes(piece) && resolve(text);
        arrivals.add(look);
        look();
      }),
  };
}

describe('a live stream is refused', () => {
  test('without a sign-in', async () => {
    server = await openTestServer();
    const answer = await server.app.inject({ url: '/api/v1/live?topic=activities' });
    expect(answer.json()).toMatchObject({ code: 'not_signed_in' });
  });

  test('for a topic that is none', async () => {
    server = await openTestServer({ actors: [agent] });
    const answer = await server.app.inject({ url: '/api/v1/live?topic=a%0Adata', headers });
    expect(answer.json()).toMatchObject({ code: 'invalid_input' });
  });

  test('for a topic out of reach, while the others go on', async () => {
    server = await openTestServer({ actors: [agent], mayWatch: async (_, topic) => topic !== 'activity:2' });
    const stream = await watch(await server.listen(), 'topic=activity:1&topic=activity:2');
    await stream.until('event: refused\ndata: {"topic":"activity:2"}');
    expect(server.refusals).toMatchObject([{ actor: agent, path: '/api/v1/live?topic=activity:2' }]);
    server.live.tell('activity:2');
    server.live.tell('activity:1');
    expect(await stream.until('"activity:1"')).not.toContain('\n\ndata: {"topic":"activity:2"}');
  });

  test('beyond thirty of one person', async () => {
    server = await openTestServer({ actors: [agent] });
    const origin = await server.listen();
    const open = [];
    for (let count = 0; count < 30; count++) open.push(await watch(origin, 'topic=activities'));
    const refused = await server.app.inject({ url: '/api/v1/live?topic=activities', headers });
    expect(refused.json()).toMatchObject({ code: 'too_many_requests' });
  });
});

describe('a live stream', () => {
  test('names touched topics that were asked for, and a gap', async () => {
    server = await openTestServer({ actors: [agent] });
    const stream = await watch(await server.listen(), 'topic=activities');
    expect(stream.answer.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(stream.answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    await stream.until('retry: 2000');
    server.live.tell('assets');
    server.live.tell('activities');
    server.live.tell(null);
    const text = await stream.until('event: gap');
    expect(text).toContain('data: {"topic":"activities"}\n\n');
    expect(text).not.toContain('assets');
  });

  test('ends at once when the sign-in was ended', async () => {
    let signedIn = true;
    server = await openTestServer({ authenticate: async () => (signedIn ? agent : null) });
    const stream = await watch(await server.listen(), 'topic=activities');
    await stream.until('retry: 2000');
    signedIn = false;
    server.live.tell(`person:${agent.id}`);
    await stream.ended();
  });

  test('sends a comment every fifteen seconds and ends at one when the sign-in ran out', async () => {
    const clock = drivenClock(systemClock());
    let signedIn = true;
    server = await openTestServer({ clock, authenticate: async () => (signedIn ? agent : null) });
    const stream = await watch(await server.listen(), 'topic=activities');
    await stream.until('retry: 2000');
    clock.advance(Temporal.Duration.from({ seconds: 15 }));
    await stream.until(': \n\n');
    signedIn = false;
    clock.advance(Temporal.Duration.from({ seconds: 15 }));
    await stream.ended();
  });

  test('ends when the server stops', async () => {
    server = await openTestServer({ actors: [agent] });
    const stream = await watch(await server.listen(), 'topic=activities');
    await stream.until('retry: 2000');
    await server.stop();
    await stream.ended();
  });
});
