import { Readable } from 'node:stream';
import { attachment, attachmentLimits, attachmentQuery, id, attachments as list } from '@fernwart/contract';
import { z } from 'zod';
import { idempotencyKey } from '../../platform/http/idempotency-key.ts';
import { Problem } from '../../platform/http/problem.ts';
import type { Router } from '../../platform/http/route.ts';
import type { Attachments } from './attachments.ts';
import { contentDisposition } from './file-name.ts';

const path = '/api/v1/activities/:id/attachments';
const params = z.object({ id });
const oneOf = z.object({ id, attachmentId: id });

/** Who may do what is decided object by object, by the activities' policy. */
export function attachmentRoutes(router: Router, attachments: Attachments): void {
  router.add({
    method: 'GET',
    path,
    summary: 'The files of an activity, oldest first',
    who: 'signed_in',
    params,
    answer: list,
    handle: async ({ actor, params }) => ({ items: await attachments.list(actor, params.id) }),
  });
  router.add({
    method: 'POST',
    path,
    summary: 'Attach a file to an activity; a repeated Idempotency-Key answers the first one',
    who: 'signed_in',
    params,
    query: attachmentQuery,
    accepts: 'application/octet-stream',
    bodyLimit: attachmentLimits.bytes,
    answer: attachment,
    status: 201,
    handle: ({ actor, params, query, request }) => {
      const bytes: unknown = request.body;
      if (bytes !== undefined && !Buffer.isBuffer(bytes)) throw new Problem('unsupported_media_type');
      const file = { ...query, bytes: bytes ?? new Uint8Array() };
      return attachments.add(actor, params.id, file, idempotencyKey(request));
    },
  });
  router.add({
    method: 'GET',
    path: `${path}/:attachmentId`,
    summary: 'The bytes of one file, to be stored',
    who: 'signed_in',
    params: oneOf,
    raw: true,
    answers: { 200: { description: 'The file', type: 'application/octet-stream' } },
    handle: async ({ actor, params, reply }) => {
      const file = await attachments.read(actor, params.id, params.attachmentId);
      // Whatever it is, no browser runs it or shows it as a page of ours.
      await reply
        .type('application/octet-stream')
        .header('content-length', file.size)
        .header('content-disposition', contentDisposition(file.name))
        .header('x-content-type-options', 'nosniff')
        .header('content-security-policy', "default-src 'none'; sandbox")
        .send(Readable.from(file.parts, { objectMode: false }));
    },
  });
  router.add({
    method: 'DELETE',
    path: `${path}/:attachmentId`,
    summary: 'Remove a file; for whoever attached it, and for agents',
    who: 'signed_in',
    params: oneOf,
    handle: ({ actor, params, address, requestId }) =>
      attachments.remove(actor, params.id, params.attachmentId, { address, requestId }),
  });
}
