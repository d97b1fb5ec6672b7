import type { Subject } from '@fernwart/addon-kit';
import {
  formField,
  formSubmission,
  invokeAction,
  notices,
  outcome,
  panelAnswer,
  sourceAnswer,
} from '@fernwart/contract';
import { z } from 'zod';
import { Problem } from '../http/problem.ts';
import type { Router } from '../http/route.ts';
import type { AddonHost } from './addon-host.ts';
import { csvOf } from './csv.ts';
import { isAddonSubject } from './offers.ts';
import { sourceQuery } from './source-query.ts';

const base = '/api/v1/packages/:package';
const name = z.string().regex(/^[A-Za-z0-9._-]{1,100}$/);
const subjectQuery = z.object({ subjectType: z.string().max(40), subjectId: z.string().min(1).max(200) });
/** What add-on code, or its absence for a moment, can come to. */
const addonProblems = ['addon_failed', 'addon_timeout', 'not_ready'] as const;
const formDefinition = z.object({
  fields: z.array(formField),
  values: z.record(z.string(), z.unknown()),
  submitLabel: z.string(),
});

/** What the console reaches of packages: buttons, forms, panels, pages and tables. */
export function addonRoutes(router: Router, { addonHost }: { addonHost: AddonHost }): void {
  const { screens, deeds } = addonHost;
  router.add({
    method: 'GET',
    path: '/api/v1/notices',
    summary: 'What packages have to say on every page; nothing for requesters',
    who: 'signed_in',
    answer: notices,
    handle: ({ actor, language }) => addonHost.notices(actor, language),
  });
  router.add({
    method: 'POST',
    path: `${base}/actions/:action`,
    summary: "Press an add-on's button",
    who: 'signed_in',
    problems: addonProblems,
    params: z.object({ package: name, action: name }),
    body: invokeAction,
    answer: outcome,
    handle: ({ params, body, actor, language }) =>
      deeds.invoke(params.package, params.action, subjectOf(params.package, body.subject), body.input, {
        actor,
        language,
      }),
  });
  router.add({
    method: 'GET',
    path: `${base}/forms/:form`,
    summary: 'The form that an action opens',
    who: 'signed_in',
    problems: addonProblems,
    params: z.object({ package: name, form: name }),
    query: subjectQuery,
    answer: formDefinition,
    handle: ({ params, query, actor, language }) =>
      deeds.form(params.package, params.form, subjectOf(params.package, subjectIn(query)), {
        actor,
        language,
      }),
  });
  router.add({
    method: 'POST',
    path: `${base}/forms/:form`,
    summary: "Send an add-on's form",
    who: 'signed_in',
    problems: addonProblems,
    params: z.object({ package: name, form: name }),
    body: formSubmission,
    answer: outcome,
    handle: ({ params, body, actor, language }) =>
      deeds.submit(params.package, params.form, subjectOf(params.package, body.subject), body.values, {
        actor,
        language,
      }),
  });
  router.add({
    method: 'GET',
    path: `${base}/panels/:panel`,
    summary: "Render an add-on's panel",
    who: 'signed_in',
    problems: addonProblems,
    params: z.object({ package: name, panel: name }),
    query: subjectQuery,
    answer: panelAnswer,
    handle: ({ params, query, actor, language }) =>
      screens.panel(
        params.package,
        params.panel,
        subjectOf(params.package, subjectIn(query)),
        actor,
        language,
      ),
  });
  router.add({
    method: 'GET',
    path: `${base}/pages/:page`,
    summary: "Render an add-on's page",
    who: 'signed_in',
    problems: addonProblems,
    params: z.object({ package: name, page: name }),
    answer: panelAnswer,
    handle: ({ params, actor, language }) => screens.page(params.package, params.page, actor, language),
  });
  router.add({
    method: 'GET',
    path: `${base}/sources/:source`,
    summary:
      "Rows of an add-on's table; `format=csv` answers all of them as a file, with `column.<name>=<title>` those columns",
    who: 'signed_in',
    problems: addonProblems,
    params: z.object({ package: name, source: name }),
    query: sourceQuery,
    answer: sourceAnswer,
    raw: true,
    answers: { 200: { description: 'Rows', type: 'text/csv' } },
    handle: async ({ params, query: { format, columns, query }, actor, language, reply }) => {
      const rows = (wanted: typeof query) =>
        screens.rows(params.package, params.source, wanted, actor, language);
      if (format === 'json') return void (await reply.send(await rows(query)));
      const file = await csvOf((cursor, limit) => rows({ ...query, cursor, limit }), columns);
      await reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="${params.source}.csv"`)
        .send(file);
    },
  });
}

function subjectIn(query: z.infer<typeof subjectQuery>): { type: string; id: string } {
  return { type: query.subjectType, id: query.subjectId };
}

/** On a package's own pages nothing else is meant but the package. */
function subjectOf(packageId: string, subject: { type: string; id: string } | undefined): Subject {
  if (subject === undefined) return { type: 'package', id: packageId };
  if (!isAddonSubject(subject)) throw new Problem('not_found');
  return { type: subject.type, id: subject.id };
}
