import cookie from '@fastify/cookie';
import fastify from 'fastify';
import { expect, test } from 'vitest';
import { sessionCookie } from './session-cookie.ts';

async function open(https: boolean) {
  const app = fastify();
  await app.register(cookie);
  const session = sessionCookie({ https });
  app.get('/', (request) => ({ token: session.read(request) }));
  app.post('/', (_request, reply) => {
    session.set(reply, 'token', Temporal.Duration.from({ hours: 1 }));
    return reply.send();
  });
  app.delete('/', (_request, reply) => {
    session.clear(reply);
    return reply.send();
  });
  return app;
}

test('on https a cookie that another host or plain http could have set is not read', async () => {
  const app = await open(true);
  const answer = await app.inject({ url: '/', headers: { cookie: 'fernwart_session=planted' } });
  expect(answer.json()).toEqual({ token: null });
});

test('on https the cookie is bound to this host', async () => {
  const app = await open(true);
  const { cookies } = await app.inject({ method: 'POST', url: '/' });
  expect(cookies).toEqual([
    {
      name: '__Host-fernwart_session',
      value: 'token',
      path: '/',
      httpOnly: true,
      secure: true,
      sameSite: 'Lax',
      maxAge: 3600,
    },
  ]);
  const answer = await app.inject({ url: '/', cookies: { '__Host-fernwart_session': 'token' } });
  expect(answer.json()).toEqual({ token: 'token' });
});

test('clearing ends it in the browser', async () => {
  const app = await open(false);
  const { cookies } = await app.inject({ method: 'DELETE', url: '/' });
  expect(cookies).toMatchObject([{ name: 'fernwart_session', value: '', path: '/' }]);
});
