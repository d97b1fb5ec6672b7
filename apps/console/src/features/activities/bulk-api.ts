import { type BulkBody, bulkAnswer } from '@fernwart/contract';
import type { z } from 'zod';
import { request } from '../../app/api/request.ts';

export type BulkResults = z.output<typeof bulkAnswer>['items'];

export async function doInBulk(body: BulkBody): Promise<BulkResults> {
  return (await request('POST', '/activities/bulk', bulkAnswer, { body })).items;
}
