import {
  complianceRules,
  engineActivations,
  id as idSchema,
  installAnswer,
  type Language,
  runDetail,
  runsPage,
  runsQuery,
  updateEngineActivationBody,
} from '@fernwart/contract';
import { z } from 'zod';
import type { Database } from '../../platform/db/database.ts';
import { Problem } from '../../platform/http/problem.ts';
import type { Router } from '../../platform/http/route.ts';
import type { Audit } from '../audit/audit.ts';
import type { WorkflowCatalogue } from './automation.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { maySeeRun, seesAllRuns } from './policy.ts';
import { presentRun, resultFacts, workflowsCalled } from './present.ts';
import { listSchedules } from './schedule-store.ts';
import { isActivated, type Schedules } from './schedules.ts';
import { findLastRunOf, findRun, findRunLog, listRuns } from './store.ts';

const activationParams = z.object({ package: z.string().max(60), name: z.string().max(100) });

export function automationRoutes(
  router: Router,
  deps: {
    db: Database;
    catalogue: WorkflowCatalogue;
    schedules: Schedules;
    audit: Audit;
    defaultTimeZone: string;
  },
): void {
  const { db, catalogue, schedules, audit } = deps;

  router.add({
    method: 'GET',
    path: '/api/v1/runs',
    summary: 'Runs, newest first',
    who: 'signed_in',
    query: runsQuery,
    answer: runsPage,
    async handle({ actor, query, language }) {
      const after = query.cursor === undefined ? undefined : decodeCursor(query.cursor);
      const rows = await listRuns(
        db,
        {
          ...query,
          ...(query.workflow ? { workflows: workflowsCalled(query.workflow, catalogue) } : {}),
          ...(after ? { after } : {}),
          ...(seesAllRuns(actor)
            ? {}
            : { visibleTo: { personId: actor.id, seesDesk: actor.roles.has('agent') } }),
        },
        query.limit + 1,
      );
      const items = rows.slice(0, query.limit);
      const last = items.at(-1);
      return {
        items: items.map((row) => presentRun(row, language, catalogue)),
        ...(rows.length > query.limit && last ? { nextCursor: encodeCursor(last.created_at, last.id) } : {}),
      };
    },
  });

  router.add({
    method: 'GET',
    path: '/api/v1/runs/:id',
    summary: 'One run with its log',
    who: 'signed_in',
    params: z.object({ id: idSchema }),
    answer: runDetail,
    async handle({ actor, params, language }) {
      const row = await findRun(db, params.id);
      if (!row || !maySeeRun(actor, row)) throw new Problem('not_found');
      const lines = await findRunLog(db, row.id);
      return {
        ...presentRun(row, language, catalogue),
        resultFacts: resultFacts(row, language, catalogue),
        log: lines.map((line) => ({
          seq: line.seq,
          at: line.at.toString(),
          level: line.level,
          text: line.text[language],
        })),
      };
    },
  });

  router.add({
    method: 'GET',
    path: '/api/v1/engine-activations',
    summary: 'Engine activations with their schedules',
    who: 'administrator_or_auditor',
    answer: engineActivations,
    async handle({ language }) {
      const rows = new Map((await listSchedules(db)).map((row) => [`${row.package_id}/${row.name}`, row]));
      const items = [];
      for (const activation of catalogue.engineActivations()) {
        const row = rows.get(`${activation.packageId}/${activation.name}`);
        const lastRun = await findLastRunOf(db, activation.packageId, 'schedule', activation.name);
        const activated = row !== undefined && isActivated(row);
        items.push({
          id: `${activation.packageId}/${activation.name}`,
          package: activation.packageId,
          name: activation.name,
          workflows: activation.workflows.map((workflow) => `${workflow.name} ${workflow.version}`),
          state: activated ? row.state : ('not_activated' as const),
          localTime: row?.local_time ?? activation.localTime,
          timeZone: row?.time_zone ?? deps.defaultTimeZone,
          nextRunAt: row?.next_run_at?.toString() ?? null,
          lastRun: lastRun && presentRun(lastRun, language, catalogue),
        });
      }
      return { items };
    },
  });

  router.add({
    method: 'POST',
    path: '/api/v1/engine-activations/:package/:name/activate',
    summary: 'Run an engine activation now and, the first time, start its schedule',
    who: 'administrator',
    params: activationParams,
    answer: installAnswer,
    status: 202,
    async handle({ actor, params, address, requestId }) {
      const run = await schedules.activate(params.package, params.name, actor.id);
      await audit.record(db, {
        actor: actor.name,
        actorId: actor.id,
        action: 'engine_activation.activate',
        outcome: 'done',
        subject: `engineActivation:${params.package}/${params.name}`,
        address,
        requestId,
      });
      return { run };
    },
  });

  router.add({
    method: 'PATCH',
    path: '/api/v1/engine-activations/:package/:name',
    summary: 'Change, pause or continue the schedule of an engine activation',
    who: 'administrator',
    params: activationParams,
    body: updateEngineActivationBody,
    async handle({ actor, params, body, address, requestId }) {
      await schedules.change(params.package, params.name, body);
      await audit.record(db, {
        actor: actor.name,
        actorId: actor.id,
        action: 'engine_activation.change',
        outcome: 'done',
        subject: `engineActivation:${params.package}/${params.name}`,
        address,
        requestId,
        details: { ...body },
      });
    },
  });

  router.add({
    method: 'GET',
    path: '/api/v1/compliance-rules',
    summary: 'Compliance rules of the installed packages',
    who: 'administrator_or_auditor',
    answer: complianceRules,
    handle: async ({ language }) => ({ items: await presentRules(language) }),
  });

  function presentRules(language: Language) {
    return Promise.all(
      catalogue.rules().map(async (rule) => {
        const lastRun = await findLastRunOf(db, rule.packageId, 'rule', rule.name);
        return {
          package: rule.packageId,
          name: rule.name,
          description: rule.description[language],
          workflow: `${rule.workflow} ${rule.version}`,
          lastRun: lastRun && presentRun(lastRun, language, catalogue),
        };
      }),
    );
  }
}
