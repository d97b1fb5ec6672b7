import { type BulkBody, type bulkAnswer, type Language, problemKinds } from '@fernwart/contract';
import type { z } from 'zod';
import type { Actor } from '../../platform/http/actor.ts';
import { Problem } from '../../platform/http/problem.ts';
import type { Activities } from './activities.ts';

type Result = z.output<typeof bulkAnswer>['items'][number];

/** Each activity in a transaction of its own, one after the other: what one refuses, the others do all the same. */
export async function doInBulk(
  activities: Pick<Activities, 'transition' | 'update' | 'putBack'>,
  actor: Actor,
  body: BulkBody,
  language: Language,
): Promise<Result[]> {
  const results: Result[] = [];
  for (const work of steps(activities, actor, body)) {
    try {
      const { version } = await work.run();
      results.push({ id: work.id, version, refusal: null });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      const text = (error.detail ?? problemKinds[error.code].title)[language];
      results.push({ id: work.id, version: null, refusal: { code: error.code, text } });
    }
  }
  return results;
}

interface Step {
  readonly id: string;
  run(): Promise<{ version: number }>;
}

function steps(
  activities: Pick<Activities, 'transition' | 'update' | 'putBack'>,
  actor: Actor,
  body: BulkBody,
): Step[] {
  switch (body.action) {
    case 'take_over':
      return body.items.map(({ id, version }) => ({
        id,
        run: () => activities.transition(actor, id, { transition: 'take_over', version }),
      }));
    case 'forward': {
      const { personId, teamId, note } = body;
      return body.items.map(({ id, version }) => ({
        id,
        run: () =>
          activities.transition(actor, id, { transition: 'forward', version, personId, teamId, note }),
      }));
    }
    case 'priority':
      return body.items.map(({ id, version, priority }) => ({
        id,
        run: () => activities.update(actor, id, { version, priority }),
      }));
    case 'put_back':
      return body.items.map((item) => ({ id: item.id, run: () => activities.putBack(actor, item.id, item) }));
  }
}
