import { healthReport } from '@fernwart/contract';
import { afterEach, describe, expect, test } from 'vitest';
import { openTestServer, type TestServer, testActor } from '../../../testing/http.ts';
import { drivenClock } from '../../platform/clock/driven-clock.ts';
import { systemClock } from '../../platform/clock/system-clock.ts';
import { createLog } from '../../platform/log/create-log.ts';
import { createMetrics } from './metrics.ts';
import type { HealthCheck } from './operations.ts';
import { operationsRoutes } from './routes.ts';

const administrator = testActor(['administrator'], { language: 'de' });
const agent = testActor(['agent']);
const asAdministrator = { 'x-test-actor': 'administrator' };
const asAgent = { 'x-test-actor': 'agent' };
const elsewhere = '192.0.2.7';

const works: HealthCheck = {
  id: 'database',
  name: { de: 'Datenbank', en: 'Database' },
  needed: true,
  check: async () => ({ state: 'ok', text: { de: 'Sie antwortet.', en: 'It answers.' }, remedy: null }),
};
const breaks: HealthCheck = {
  ...works,
  id: 'mail',
  name: { de: 'Mail', en: 'Mail' },
  needed: false,
  check: () => Promise.reject(new Error('refused')),
};

let server: TestServer;
const clock = drivenClock(systemClock());
async function open(checks: readonly HealthCheck[] = [works]): Promise<void> {
  const reading = { name: 'fernwart_runs', help: 'Runs', labels: { state: 'waiting' }, value: 7 };
  const metrics = createMetrics([async () => [reading], () => Promise.reject(new Error('away'))]);
  metrics.observeCall({ package: 'talker', function: 'GET /sessions/{code}', outcome: '429', seconds: 0.2 });
  server = await openTestServer({ actors: [administrator, agent], observe: metrics.observe });
  operationsRoutes(server.router, {
    version: '1.0.0',
    clock,
    log: createLog({ level: 'silent', clock }),
    database: 'PostgreSQL 18.1',
    checks,
    counts: async () => ({ people: 40 }),
    metrics,
    pause: {
      state: async () => null,
      waitingMails: async () => 0,
      begin: async () => true,
      end: async () => null,
    },
    isEnding: () => server.ending,
  });
}
afterEach(() => server.stop());

describe('the health report', () => {
  test.each([
    ['nobody', {}, 'not_signed_in'],
    ['an agent', asAgent, 'not_allowed'],
  ])('is not for %s', async (_, headers, code) => {
    await open();
    const answer = await server.app.inject({ url: '/api/v1/health', headers });
    expect(answer.json()).toMatchObject({ code });
    expect(server.refusals).toHaveLength(1);
  });

  test('tells administrators each finding in their language, the worst as its state', async () => {
    await open([works, breaks]);
    const answer = await server.app.inject({ url: '/api/v1/health', headers: asAdministrator });
    expect(healthReport.parse(answer.json())).toMatchObject({
      state: 'failing',
      version: '1.0.0',
      database: 'PostgreSQL 18.1',
      checks: [
        { name: 'Datenbank', state: 'ok', text: 'Sie antwortet.', remedy: null },
        { name: 'Mail', state: 'failing', text: 'Die Prüfung ist fehlgeschlagen.' },
      ],
      counts: { people: 40 },
    });
  });

  test('does not wait for a check that never answers', async () => {
    await open([{ ...works, check: () => new Promise(() => undefined) }]);
    const answer = server.app.inject({ url: '/api/v1/health', headers: asAdministrator });
    const pushing = setInterval(() => clock.advance(Temporal.Duration.from({ seconds: 2 })), 20);
    expect((await answer).json()).toMatchObject({
      checks: [{ text: 'Keine Antwort innerhalb von zwei Sekunden.' }],
    });
    clearInterval(pushing);
  });
});

describe('readiness', () => {
  test('is missing while something needed fails', async () => {
    await open([{ ...breaks, needed: true }, works]);
    const answer = await server.app.inject({ url: '/health/ready' });
    expect(answer.statusCode).toBe(503);
    expect(answer.json()).toEqual({ ready: false, checks: { mail: false, database: true, serving: true } });
  });

  test('does not depend on what is not needed', async () => {
    await open([breaks, works]);
    const answer = await server.app.inject({ url: '/health/ready' });
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toEqual({ ready: true, checks: { database: true, serving: true } });
    expect((await server.app.inject({ url: '/health/live' })).json()).toEqual({ live: true });
  });
});

describe('the metrics', () => {
  test.each([
    ['nobody elsewhere', { remoteAddress: elsewhere }, 'not_signed_in'],
    ['an agent on this machine', { headers: asAgent }, 'not_allowed'],
    [
      'who comes through a proxy on this machine',
      { headers: { 'x-forwarded-for': elsewhere } },
      'not_signed_in',
    ],
  ])('are not for %s', async (_, call, code) => {
    await open();
    const answer = await server.app.inject({ url: '/metrics', ...call });
    expect(answer.json()).toMatchObject({ code });
  });

  test.each([
    ['a collector on this machine', {}],
    ['an administrator elsewhere', { headers: asAdministrator, remoteAddress: elsewhere }],
  ])('are for %s', async (_, call) => {
    await open();
    await server.app.inject({ url: '/api/v1/things/1' });
    await server.app.inject({ url: '/health/live' });
    const { body } = await server.app.inject({ url: '/metrics', ...call });
    expect(body).toContain(
      'fernwart_http_request_seconds_count{method="GET",route="/health/live",status="200"} 1',
    );
    expect(body).toContain('fernwart_runs{state="waiting"} 7');
    expect(body).toContain('fernwart_metrics_failures_total 1');
    expect(body).toContain(
      'fernwart_outgoing_call_seconds_count{package="talker",function="GET /sessions/{code}",outcome="429"} 1',
    );
    expect(body).toContain('nodejs_eventloop_lag_seconds');
    expect(body).not.toContain('things');
  });
});
