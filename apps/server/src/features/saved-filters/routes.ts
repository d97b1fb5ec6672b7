import {
  changeFilterBody,
  id,
  mostSavedFilters,
  savedFilter,
  savedFilters,
  saveFilterBody,
} from '@fernwart/contract';
import { z } from 'zod';
import type { Clock } from '../../platform/clock/clock.ts';
import type { NewId } from '../../platform/crypto/ids.ts';
import type { Database } from '../../platform/db/database.ts';
import { Problem } from '../../platform/http/problem.ts';
import type { Router } from '../../platform/http/route.ts';
import * as store from './store.ts';

const path = '/api/v1/saved-filters';
const params = z.object({ id });

/** Everybody's own: those of others do not exist. */
export function savedFilterRoutes(router: Router, deps: { db: Database; clock: Clock; newId: NewId }): void {
  const { db, clock, newId } = deps;
  router.add({
    method: 'GET',
    path,
    summary: "One's own saved filters, by name",
    who: 'desk_reader',
    answer: savedFilters,
    handle: async ({ actor }) => ({ items: await store.listFilters(db, actor.id) }),
  });
  router.add({
    method: 'POST',
    path,
    summary: 'Save a filter of the list of activities',
    who: 'desk_reader',
    body: saveFilterBody,
    answer: savedFilter,
    status: 201,
    problems: ['already_exists'],
    handle: ({ actor, body }) =>
      db.transaction(async (tx) => {
        if ((await store.countFilters(tx, actor.id)) >= mostSavedFilters)
          throw new Problem('wrong_state', {
            detail: {
              de: `Mehr als ${mostSavedFilters} Filter lassen sich nicht speichern. Löschen Sie einen.`,
              en: `No more than ${mostSavedFilters} filters can be saved. Delete one.`,
            },
          });
        const row = { ...body, id: newId(), personId: actor.id, at: clock.now() };
        const saved = await store.insertFilter(tx, row);
        if (!saved) throw new Problem('already_exists');
        return saved;
      }),
  });
  router.add({
    method: 'PATCH',
    path: `${path}/:id`,
    summary: 'Rename a saved filter, or save another cut under its name',
    who: 'desk_reader',
    params,
    body: changeFilterBody,
    answer: savedFilter,
    problems: ['already_exists'],
    handle: ({ actor, params, body }) =>
      db.transaction(async (tx) => {
        await store.countFilters(tx, actor.id);
        if (body.name !== undefined && (await store.isNameTaken(tx, actor.id, params.id, body.name)))
          throw new Problem('already_exists');
        const saved = await store.updateFilter(tx, actor.id, params.id, body);
        if (!saved) throw new Problem('not_found');
        return saved;
      }),
  });
  router.add({
    method: 'DELETE',
    path: `${path}/:id`,
    summary: 'Delete a saved filter',
    who: 'desk_reader',
    params,
    handle: async ({ actor, params }) => {
      if (!(await store.deleteFilter(db, actor.id, params.id))) throw new Problem('not_found');
    },
  });
}
