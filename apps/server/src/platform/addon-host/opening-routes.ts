import type { Language, Localized } from '@fernwart/contract';
import { problemKinds } from '@fernwart/contract';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { Problem } from '../http/problem.ts';
import type { RawAnswers, Router } from '../http/route.ts';
import type { AddonHost } from './addon-host.ts';
import { isAddonSubject } from './offers.ts';
import { sendSmallPage } from './small-page.ts';

const name = z.string().max(200);
const query = z.record(z.string(), z.union([z.string(), z.array(z.string())]));

const notOpened: Localized = { de: 'Das lässt sich nicht öffnen', en: 'This cannot be opened' };

/** Addresses that a browser opens in a window of its own, so they answer with a page or lead somewhere. */
export function openingRoutes(
  router: Router,
  { addonHost: { openings } }: { addonHost: Pick<AddonHost, 'openings'> },
): void {
  router.add({
    method: 'GET',
    path: '/open/:package/:link/:subjectType/:subjectId',
    summary: "Follow an add-on's link: 303 to a declared host, or a page that says why not",
    who: 'anybody',
    params: z.object({ package: name, link: name, subjectType: name, subjectId: name }),
    raw: true,
    answers: { 303: { description: 'To a declared host' }, ...pages([401, 403, 404, 429, 502, 503, 504]) },
    handle: async ({ params, actor, language, reply }) => {
      try {
        if (!actor) throw new Problem('not_signed_in');
        const subject = { type: params.subjectType, id: params.subjectId };
        if (!isAddonSubject(subject)) throw new Problem('not_found');
        const opening = await openings.open(params.package, params.link, subject, actor, language);
        if (opening.kind === 'redirect') {
          await reply
            .header('cache-control', 'no-store')
            .header('referrer-policy', 'no-referrer')
            .redirect(opening.url, 303);
        } else {
          const { text } = opening;
          await sendSmallPage(reply, {
            status: 403,
            language,
            title: notOpened[language],
            text,
            ...(subject.type === 'activity' ? { activity: subject.id } : {}),
          });
        }
      } catch (error) {
        await sendProblemPage(reply, error, language);
      }
    },
  });
  router.add({
    method: 'GET',
    path: '/callback/:package/:configurationId',
    summary: "Where an authorisation comes back to; answers with the add-on's page",
    who: 'anybody',
    params: z.object({ package: name, configurationId: name }),
    query,
    raw: true,
    answers: pages([200, 400, 401, 403, 404, 429, 502, 503, 504]),
    handle: async ({ params, query: given, actor, language, reply }) => {
      try {
        const page = await openings.callback(
          params.package,
          params.configurationId,
          // A parameter that comes twice is ambiguous; the add-on sees neither.
          Object.fromEntries(
            Object.entries(given).flatMap(([key, value]) =>
              typeof value === 'string' ? [[key, value]] : [],
            ),
          ),
          actor,
          language,
        );
        await sendSmallPage(reply, {
          status: page.tone === 'success' ? 200 : 400,
          language,
          title: page.title,
          text: page.text,
          ...(page.close === undefined ? {} : { close: page.close }),
        });
      } catch (error) {
        await sendProblemPage(reply, error, language);
      }
    },
  });
}

function pages(statuses: readonly number[]): RawAnswers {
  return Object.fromEntries(
    statuses.map((status) => [status, { description: 'A small page that says so', type: 'text/html' }]),
  );
}

/** Problems of ours and of the add-on become a page; what nobody foresaw goes the usual way. */
async function sendProblemPage(reply: FastifyReply, error: unknown, language: Language): Promise<void> {
  if (!(error instanceof Problem)) throw error;
  const { status, title } = problemKinds[error.code];
  await sendSmallPage(reply, {
    status,
    language,
    title: notOpened[language],
    text: (error.detail ?? title)[language],
  });
}
