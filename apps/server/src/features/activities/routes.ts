import {
  activitiesPage,
  activitiesQuery,
  activity,
  activityOffers,
  bulkAnswer,
  bulkBody,
  commentBody,
  createActivityBody,
  id,
  journalEntry,
  journalPage,
  journalQuery,
  linkAssetBody,
  similarActivities,
  similarQuery,
  transitionBody,
  updateActivityBody,
} from '@fernwart/contract';
import { z } from 'zod';
import { idempotencyKey } from '../../platform/http/idempotency-key.ts';
import type { Router } from '../../platform/http/route.ts';
import type { Activities } from './activities.ts';
import { doInBulk } from './bulk.ts';

const params = z.object({ id });
const path = '/api/v1/activities';

/** Who may do what is decided object by object, by the activities' policy. */
export function activityRoutes(router: Router, activities: Activities): void {
  router.add({
    method: 'GET',
    path,
    summary: 'Activities that one may see, page by page',
    who: 'signed_in',
    query: activitiesQuery,
    answer: activitiesPage,
    handle: ({ actor, query }) => activities.list(actor, query),
  });
  router.add({
    method: 'POST',
    path,
    summary: 'Create an activity; a repeated Idempotency-Key answers the first one',
    who: 'signed_in',
    body: createActivityBody,
    answer: activity,
    status: 201,
    handle: ({ actor, body, request }) => activities.create(actor, body, idempotencyKey(request)),
  });
  router.add({
    method: 'GET',
    path: `${path}/similar`,
    summary: 'Open activities that may be about the same',
    who: 'desk_reader',
    query: similarQuery,
    answer: similarActivities,
    handle: async ({ actor, query }) => ({ items: await activities.similar(actor, query) }),
  });
  router.add({
    method: 'POST',
    path: `${path}/bulk`,
    summary: 'Take over, forward, put back or weigh several activities; each answers for itself',
    who: 'agent',
    body: bulkBody,
    answer: bulkAnswer,
    handle: async ({ actor, body, language }) => ({
      items: await doInBulk(activities, actor, body, language),
    }),
  });
  router.add({
    method: 'GET',
    path: `${path}/:id`,
    summary: 'One activity',
    who: 'signed_in',
    params,
    answer: activity,
    handle: ({ actor, params }) => activities.get(actor, params.id),
  });
  router.add({
    method: 'PATCH',
    path: `${path}/:id`,
    summary: 'Change an activity',
    who: 'signed_in',
    params,
    body: updateActivityBody,
    answer: activity,
    handle: ({ actor, params, body }) => activities.update(actor, params.id, body),
  });
  router.add({
    method: 'POST',
    path: `${path}/:id/transitions`,
    summary: 'Accept, take over, hold, solve, close, reopen or forward an activity',
    who: 'signed_in',
    params,
    body: transitionBody,
    answer: activity,
    handle: ({ actor, params, body }) => activities.transition(actor, params.id, body),
  });
  router.add({
    method: 'GET',
    path: `${path}/:id/offers`,
    summary: 'What may be done with an activity now',
    who: 'signed_in',
    params,
    answer: activityOffers,
    handle: ({ actor, params, language }) => activities.offers(actor, params.id, language),
  });
  router.add({
    method: 'GET',
    path: `${path}/:id/journal`,
    summary: 'Journal of an activity, newest first',
    who: 'signed_in',
    params,
    query: journalQuery,
    answer: journalPage,
    handle: ({ actor, params, query }) => activities.journal(actor, params.id, query),
  });
  router.add({
    method: 'POST',
    path: `${path}/:id/journal`,
    summary: 'Comment on an activity, or reply to the requester',
    who: 'signed_in',
    params,
    body: commentBody,
    answer: journalEntry,
    status: 201,
    handle: ({ actor, params, body, request }) =>
      activities.comment(actor, params.id, body, idempotencyKey(request)),
  });
  router.add({
    method: 'POST',
    path: `${path}/:id/assets`,
    summary: 'Link an asset to an activity',
    who: 'signed_in',
    params,
    body: linkAssetBody,
    answer: activity,
    handle: ({ actor, params, body }) => activities.linkAsset(actor, params.id, body.assetId),
  });
  router.add({
    method: 'DELETE',
    path: `${path}/:id/assets/:assetId`,
    summary: 'Remove the link between an asset and an activity',
    who: 'signed_in',
    params: z.object({ id, assetId: id }),
    answer: activity,
    handle: ({ actor, params }) => activities.unlinkAsset(actor, params.id, params.assetId),
  });
}
