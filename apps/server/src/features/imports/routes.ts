import {
  applyImportBody,
  createImportBody,
  id,
  importPreview,
  importSummary,
  importsAnswer,
  mapImportBody,
} from '@fernwart/contract';
import { z } from 'zod';
import type { Router } from '../../platform/http/route.ts';
import type { Imports } from './service.ts';

const path = '/api/v1/imports';
const params = z.object({ id });
const mebibyte = 1024 * 1024;

export function importRoutes(router: Router, imports: Imports): void {
  router.add({
    method: 'GET',
    path,
    summary: 'Imports that were applied, newest first',
    who: 'administrator',
    answer: importsAnswer,
    handle: async () => ({ items: await imports.list() }),
  });
  router.add({
    method: 'POST',
    path,
    summary: 'Bring a file of people or assets; what applying would do is answered, nothing is done',
    who: 'administrator',
    body: createImportBody,
    answer: importPreview,
    status: 201,
    bodyLimit: 6 * mebibyte,
    handle: ({ actor, body }) => imports.create(actor, body),
  });
  router.add({
    method: 'GET',
    path: `${path}/:id`,
    summary: 'What applying a file would do now',
    who: 'administrator',
    params,
    answer: importPreview,
    problems: ['wrong_state'],
    handle: ({ actor, params: { id: file } }) => imports.preview(actor, file),
  });
  router.add({
    method: 'PUT',
    path: `${path}/:id/mapping`,
    summary: 'Say what the columns of a file mean',
    who: 'administrator',
    params,
    body: mapImportBody,
    answer: importPreview,
    handle: ({ actor, params: { id: file }, body }) => imports.map(actor, file, body.mapping),
  });
  router.add({
    method: 'POST',
    path: `${path}/:id/application`,
    summary: 'Do exactly what the preview with this digest says, or nothing',
    who: 'administrator',
    params,
    body: applyImportBody,
    answer: importSummary,
    handle: ({ actor, params: { id: file }, body, address, requestId }) =>
      imports.apply(actor, file, body.digest, { address, requestId }),
  });
  router.add({
    method: 'GET',
    path: `${path}/:id/refused`,
    summary: 'The refused rows with their reasons, as a file of comma separated values',
    who: 'administrator',
    params,
    raw: true,
    problems: ['wrong_state'],
    answers: { 200: { description: 'The file', type: 'text/csv' } },
    async handle({ actor, params: { id: file }, reply }) {
      const text = await imports.refused(actor, file);
      await reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', 'attachment; filename="refused.csv"')
        .send(text);
    },
  });
}
