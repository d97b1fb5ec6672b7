import { healthReport, liveness, readiness, resumeAnswer, resumeBody } from '@fernwart/contract';
import type { Clock } from '../../platform/clock/clock.ts';
import { Problem } from '../../platform/http/problem.ts';
import type { Router } from '../../platform/http/route.ts';
import type { Log } from '../../platform/log/log.ts';
import { lookAtHealth, worst } from './look-at-health.ts';
import type { Metrics } from './metrics.ts';
import type { HealthCheck } from './operations.ts';
import type { Pause } from './pause.ts';
import { mayReadMetrics } from './policy.ts';

export interface OperationsDeps {
  readonly version: string;
  readonly clock: Clock;
  readonly log: Log;
  /** e.g. `PostgreSQL 18.1` */
  readonly database: string;
  readonly checks: readonly HealthCheck[];
  /** Numbers for the health page, e.g. `{ people: 40 }`. */
  readonly counts: () => Promise<Record<string, number>>;
  readonly metrics: Metrics;
  readonly pause: Pause;
  /** Whether this node is about to end: it answers still, and wants no further requests. */
  readonly isEnding: () => boolean;
}

export function operationsRoutes(router: Router, deps: OperationsDeps): void {
  const { version, clock, checks, metrics, pause } = deps;
  const startedAt = clock.now();
  const needed = checks.filter((check) => check.needed);

  router.add({
    method: 'GET',
    path: '/health/live',
    summary: 'Whether the process runs',
    who: 'anybody',
    answer: liveness,
    handle: async () => ({ live: true as const }),
  });

  router.add({
    method: 'GET',
    path: '/health/ready',
    summary: 'Whether this node can answer: 200, or 503 with what is missing',
    who: 'anybody',
    answer: readiness,
    answers: {
      200: { description: 'Ready' },
      503: { description: 'What is missing', type: 'application/json' },
    },
    raw: true,
    async handle({ reply }) {
      const found = await lookAtHealth(needed, deps);
      const answers = [
        ...found.map(({ check, finding }) => [check.id, finding.state !== 'failing'] as const),
        ['serving', !deps.isEnding()] as const,
      ];
      const ready = answers.every(([, works]) => works);
      await reply
        .code(ready ? 200 : 503)
        .send(readiness.parse({ ready, checks: Object.fromEntries(answers) }));
    },
  });

  router.add({
    method: 'GET',
    path: '/api/v1/health',
    summary: 'How the service is, each finding with its remedy',
    who: 'administrator',
    answer: healthReport,
    async handle({ language }) {
      const [found, counts, paused] = await Promise.all([
        lookAtHealth(checks, deps),
        deps.counts(),
        pause.state(),
      ]);
      return {
        checkedAt: clock.now().toString(),
        state: worst([...found.map(({ finding }) => finding.state), paused ? 'warning' : 'ok']),
        version,
        startedAt: startedAt.toString(),
        database: deps.database,
        checks: found.map(({ check, finding }) => ({
          name: check.name[language],
          state: finding.state,
          text: finding.text[language],
          remedy: finding.remedy?.[language] ?? null,
        })),
        paused: paused && {
          since: paused.since.toString(),
          reason: paused.reason,
          mailsWaiting: await pause.waitingMails(),
        },
        counts,
      };
    },
  });

  router.add({
    method: 'POST',
    path: '/api/v1/system/resume',
    summary: 'Lets mails, runs and calls of packages leave a paused system again',
    who: 'administrator',
    body: resumeBody,
    answer: resumeAnswer,
    async handle({ actor, body }) {
      // Whoever presses it twice has what he or she wanted.
      return (await pause.end(actor, body)) ?? { discardedMails: 0 };
    },
  });

  router.add({
    method: 'GET',
    path: '/metrics',
    summary: 'Prometheus metrics of this node, for administrators and collectors on this machine',
    who: 'anybody',
    raw: true,
    answers: { 200: { description: 'Metrics', type: 'text/plain' } },
    problems: ['not_signed_in', 'not_allowed'],
    async handle({ actor, request, reply }) {
      if (!mayReadMetrics(actor, request)) throw new Problem(actor ? 'not_allowed' : 'not_signed_in');
      await reply.type(metrics.contentType).send(await metrics.text());
    },
  });
}
