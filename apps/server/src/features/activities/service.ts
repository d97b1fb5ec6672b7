import type { Activity, JournalEntry } from '@fernwart/contract';
import type { Tx } from '../../platform/db/database.ts';
import type { Actor } from '../../platform/http/actor.ts';
import { Problem } from '../../platform/http/problem.ts';
import type { Activities, ActivitiesDeps } from './activities.ts';
import { createActivity } from './create-activity.ts';
import { derivedId } from './derived-id.ts';
import { emitChanges, emitCommented } from './events.ts';
import { assetContent, writtenContent } from './journal-content.ts';
import { listActivities, listSimilar } from './list-store.ts';
import { offeredTransitions } from './model.ts';
import { moveActivity } from './move-activity.ts';
import { commentVisibility, readsDesk, worksOnDesk } from './policy.ts';
import { presentActivity, presentWithAssets } from './present.ts';
import { putActivityBack } from './put-back.ts';
import { assertNotClosed, unusable, visible } from './refusals.ts';
import * as store from './store.ts';
import { tellOfChanges, tellOfEntry } from './tell.ts';
import { updateActivity } from './update-activity.ts';

/** What the view "recently closed" reaches back. */
const recently = Temporal.Duration.from({ hours: 14 * 24 });

export function createActivities(deps: ActivitiesDeps): Activities {
  const { db, journal, events, live, notifications, clock, newId, addonOffers } = deps;
  return {
    async list(actor, query) {
      const reader = { id: actor.id, teamIds: [...actor.teamIds], onlyOwn: !readsDesk(actor) };
      return listActivities(db, reader, query, clock.now().subtract(recently));
    },
    async get(actor, id) {
      return presentWithAssets(visible(await store.findActivityWithAssets(db, id), actor));
    },
    create: (actor, body, idempotencyKey) =>
      db.transaction(async (tx) => {
        const id = await createActivity(deps, tx, actor, body, idempotencyKey);
        await announce(tx, id);
        return presentActivity(tx, visible(await store.findActivity(tx, id), actor));
      }),
    update: (actor, id, body) =>
      change(actor, id, body.version, (tx, before) => updateActivity(deps, tx, actor, before, body)),
    transition: (actor, id, body) =>
      change(actor, id, body.version, (tx, before) => moveActivity(deps, tx, actor, before, body)),
    putBack: (actor, id, to) =>
      change(actor, id, to.version, (tx, before) => putActivityBack(deps, tx, actor, before, to)),
    linkAsset: (actor, id, assetId) =>
      change(actor, id, null, (tx, before) => linkAsset(tx, actor, before, assetId)),
    unlinkAsset: (actor, id, assetId) =>
      change(actor, id, null, (tx, before) => unlinkAsset(tx, actor, before, assetId)),
    async journal(actor, id, query) {
      visible(await store.findActivity(db, id), actor);
      const { audience = 'all', ...page } = query;
      return journal.page(db, id, { ...page, internal: audience === 'all' && readsDesk(actor) });
    },
    comment: (actor, id, body, idempotencyKey) =>
      db.transaction((tx) => comment(tx, actor, id, body, idempotencyKey)),
    async similar(actor, query) {
      if (!readsDesk(actor)) throw new Problem('not_allowed');
      return listSimilar(db, query, 5);
    },
    async offers(actor, id, language) {
      const activity = visible(await store.findActivity(db, id), actor);
      const subject = { type: 'activity' as const, id };
      const offered = await addonOffers(subject, actor, language);
      return { transitions: worksOnDesk(actor) ? offeredTransitions(activity.state) : [], ...offered };
    },
  };

  /** One change by an agent under the activity's row lock; answers the activity as it is afterwards. */
  async function change(
    actor: Actor,
    id: string,
    version: number | null,
    work: (tx: Tx, before: store.StoredActivity) => Promise<store.StoredActivity | null>,
  ): Promise<Activity> {
    return db.transaction(async (tx) => {
      const before = visible(await store.findActivityForUpdate(tx, id), actor);
      if (!worksOnDesk(actor)) throw new Problem('not_allowed');
      if (version !== null && version !== before.version) throw new Problem('stale_version');
      const after = await work(tx, before);
      if (after) {
        await store.saveActivity(tx, after, clock.now());
        await emitChanges(tx, events, before, after, actor.id);
        await tellOfChanges(tx, notifications, before, after, actor);
        await announce(tx, id);
      }
      return presentActivity(tx, visible(await store.findActivity(tx, id), actor));
    });
  }

  async function linkAsset(tx: Tx, actor: Actor, before: store.StoredActivity, assetId: string) {
    assertNotClosed(before);
    if (!(await store.knownAssets(tx, [assetId], null)).has(assetId))
      throw unusable('assetId', { de: 'Dieses Asset gibt es nicht.', en: 'There is no such asset.' });
    const [linked] = await store.linkAssets(tx, before.id, [assetId], clock.now());
    return linked ? noteAsset(tx, actor, before, 'linked', linked.name) : null;
  }

  async function unlinkAsset(tx: Tx, actor: Actor, before: store.StoredActivity, assetId: string) {
    assertNotClosed(before);
    const name = await store.unlinkAsset(tx, before.id, assetId);
    return name === null ? null : noteAsset(tx, actor, before, 'unlinked', name);
  }

  async function noteAsset(
    tx: Tx,
    actor: Actor,
    before: store.StoredActivity,
    what: 'linked' | 'unlinked',
    name: string,
  ): Promise<store.StoredActivity> {
    await journal.add(tx, {
      activityId: before.id,
      key: `asset:${before.version + 1}`,
      author: { kind: 'person', id: actor.id, name: actor.name },
      visibility: 'internal',
      kind: 'asset',
      content: assetContent(what, name),
    });
    return before;
  }

  async function comment(
    tx: Tx,
    actor: Actor,
    id: string,
    body: Parameters<Activities['comment']>[2],
    idempotencyKey: string | undefined,
  ): Promise<JournalEntry> {
    const activity = visible(await store.findActivityForUpdate(tx, id), actor);
    const visibility = commentVisibility(actor, activity, body.visibility);
    if (visibility === null) throw new Problem('not_allowed');
    const key = `comment:${idempotencyKey === undefined ? newId() : derivedId('comment', actor.id, idempotencyKey)}`;
    const written = await journal.add(tx, {
      activityId: id,
      key,
      author: { kind: 'person', id: actor.id, name: actor.name },
      visibility,
      kind: 'comment',
      content: writtenContent(body.text),
    });
    if (written) {
      await store.markUpdated(tx, id, clock.now());
      await emitCommented(tx, events, activity, actor.id, { entryKey: key, visibility });
      await tellOfEntry(tx, notifications, activity, { key, visibility, kind: 'comment' }, actor);
      await announce(tx, id);
    }
    const entry = await journal.entry(tx, id, key);
    if (!entry) throw new Problem('internal');
    return entry;
  }

  async function announce(tx: Tx, id: string): Promise<void> {
    await live.touch(tx, `activity:${id}`);
    await live.touch(tx, 'activities');
  }
}
