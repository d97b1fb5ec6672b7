import {
  dashboardFigures,
  dashboardWork,
  dismissFirstStepsBody,
  figuresQuery,
  firstSteps,
  id,
  unreadAnswer,
} from '@fernwart/contract';
import { z } from 'zod';
import type { Router } from '../../platform/http/route.ts';
import type { Reporting } from './reporting.ts';

/** The figures count the whole desk, and are for those who may read all of it. */
export function reportingRoutes(router: Router, reporting: Reporting): void {
  router.add({
    method: 'GET',
    path: '/api/v1/dashboard/work',
    summary: 'What an agent does next',
    who: 'agent',
    answer: dashboardWork,
    handle: ({ actor }) => reporting.work(actor),
  });
  router.add({
    method: 'GET',
    path: '/api/v1/dashboard/figures',
    summary: "The desk in figures, by days of the reader's time zone",
    who: 'desk_reader',
    query: figuresQuery,
    answer: dashboardFigures,
    handle: ({ actor, query }) => reporting.figures(actor, query.days),
  });
  router.add({
    method: 'GET',
    path: '/api/v1/readings',
    summary: 'Activities that one reported, with something new to read',
    who: 'signed_in',
    answer: unreadAnswer,
    handle: async ({ actor }) => ({ activities: await reporting.unread(actor) }),
  });
  router.add({
    method: 'PUT',
    path: '/api/v1/readings/:id',
    summary: 'Everything on an activity is read by now',
    who: 'signed_in',
    params: z.object({ id }),
    handle: ({ actor, params }) => reporting.markRead(actor, params.id),
  });
  router.add({
    method: 'GET',
    path: '/api/v1/first-steps',
    summary: 'What is left to do before anybody can work with this installation',
    who: 'administrator',
    answer: firstSteps,
    handle: ({ actor }) => reporting.firstSteps(actor),
  });
  router.add({
    method: 'PUT',
    path: '/api/v1/first-steps/dismissal',
    summary: 'Show the first steps no more, or again',
    who: 'administrator',
    body: dismissFirstStepsBody,
    handle: ({ actor, body }) => reporting.dismissFirstSteps(actor, body.dismissed),
  });
}
