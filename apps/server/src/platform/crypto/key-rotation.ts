import type { Secret } from '@fernwart/addon-kit';
import type { Clock } from '../clock/clock.ts';
import type { Database, Tx } from '../db/database.ts';
import type { Log } from '../log/log.ts';
import { keyIdOf } from './create-sealer.ts';
import { forgetHolder, liveHolders, tellHolder } from './key-holders-store.ts';
import { checked, inFront } from './open-sealer.ts';
import { reseal } from './reseal.ts';
import type { KeyRing } from './sealer.ts';
import {
  addSealingKey,
  hasSealedFor,
  isRetired,
  listSealingKeys,
  lockSealingKeys,
  retireSealingKeys,
} from './sealing-keys-store.ts';

/** Where a change of master keys stands. */
export type KeyState =
  | { readonly kind: 'settled'; readonly sealing: string }
  /** A new key lies ready; these nodes do not have it yet. */
  | { readonly kind: 'waiting'; readonly key: string; readonly nodes: readonly string[] }
  /** The new key seals; what the old ones sealed is being sealed anew. */
  | { readonly kind: 'moving'; readonly sealing: string; readonly old: readonly string[] }
  /** What an earlier version sealed cannot be moved; its key has to stay. */
  | { readonly kind: 'stuck'; readonly sealing: string; readonly old: string; readonly values: number };

export interface KeyRotationDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly nodeId: string;
  readonly ring: KeyRing;
  /** Read anew each time, so that a new key in the file needs no restart; null while there is no file. */
  readKeys(): Promise<readonly Secret[] | null>;
  record(
    tx: Tx,
    action: 'secrets.new_key' | 'secrets.rotated',
    details: Record<string, unknown>,
  ): Promise<void>;
}

export interface KeyRotation {
  /** Goes on as far as it can at the moment. Every node calls it; they agree through the database. */
  sweep(): Promise<KeyState>;
  stop(): Promise<void>;
}

/** Long enough for whatever was sealed just before the change to have been written. */
const settleSeconds = 10;

/**
 * Changes the master key under way: a new key in front of the old one seals once every node has it; then everything is
 * sealed anew; and the old key, which opens to the end, is retired when it seals nothing any more.
 */
export function createKeyRotation(deps: KeyRotationDeps): KeyRotation {
  const { db, clock, log, nodeId, ring } = deps;
  let said = '';

  async function sweep(): Promise<KeyState> {
    const keys = await deps.readKeys();
    const known = await listSealingKeys(db);
    const sealing = known.find((key) => key.sealsSince !== null)?.id;
    if (keys === null || keys.length === 0 || sealing === undefined) return settled();
    const ids = keys.map(keyIdOf);
    // Without the key that seals, this node goes on with what it has: its operator is told by the log.
    if (ids.includes(sealing)) ring.use(inFront(keys, sealing));
    else sayOnce('error', 'The master key that seals is not at hand on this node', { key: sealing });
    await tellHolder(db, { nodeId, keys: ring.keyIds, sealing: ring.keyIds[0] ?? '' });

    const [wanted = sealing] = ids;
    if (wanted !== sealing && !known.some((key) => key.id === wanted) && !(await isRetired(db, wanted)))
      return takeUp(wanted, keys);
    const old = known.map((key) => key.id).filter((id) => id !== sealing);
    return old.length === 0 ? settled() : move(sealing, old);
  }

  async function takeUp(wanted: string, keys: readonly Secret[]): Promise<KeyState> {
    const without = (await liveHolders(db)).filter((holder) => !holder.keys.includes(wanted));
    if (without.length > 0) {
      const nodes = without.map((holder) => holder.nodeId);
      sayOnce('warn', 'A new master key waits until every node has it', { key: wanted, nodes });
      return { kind: 'waiting', key: wanted, nodes };
    }
    const next = inFront(keys, wanted);
    const old = await db.transaction(async (tx) => {
      await lockSealingKeys(tx);
      const known = (await listSealingKeys(tx)).map((key) => key.id);
      if (known.includes(wanted)) return known;
      if ((await liveHolders(tx)).some((holder) => !holder.keys.includes(wanted))) return known;
      // Nobody reads under it before this is durable, and this node seals under it from here on.
      ring.use(next);
      await addSealingKey(tx, checked(ring, wanted), clock.now());
      await tellHolder(tx, { nodeId, keys: ring.keyIds, sealing: wanted });
      await deps.record(tx, 'secrets.new_key', { key: wanted, before: known });
      return known;
    });
    log.info('A new master key seals from now on', { key: wanted });
    return { kind: 'moving', sealing: wanted, old };
  }

  async function move(sealing: string, old: readonly string[]): Promise<KeyState> {
    const state = { kind: 'moving', sealing, old } as const;
    if (!(await everybodySeals(sealing)) || !(await hasSealedFor(db, sealing, settleSeconds))) return state;
    const counts: Record<string, number> = {};
    for (const id of old) {
      const { moved, stuck } = await reseal(db, ring, id);
      counts[id] = moved;
      if (stuck > 0) {
        sayOnce('warn', 'Values of an earlier version keep an old master key', { key: id, values: stuck });
        return { kind: 'stuck', sealing, old: id, values: stuck };
      }
    }
    // What this pass moved is a reason to look once more; an empty one is the proof.
    if (Object.values(counts).some((count) => count > 0)) {
      log.info('Secrets were sealed anew', { key: sealing, counts });
      return state;
    }
    await db.transaction(async (tx) => {
      await lockSealingKeys(tx);
      const still = (await listSealingKeys(tx)).map((key) => key.id).filter((id) => old.includes(id));
      if (still.length === 0) return;
      await retireSealingKeys(tx, still);
      await deps.record(tx, 'secrets.rotated', { key: sealing, retired: still });
    });
    log.info('The old master key seals nothing any more', { key: sealing, retired: old });
    return settled();
  }

  async function everybodySeals(sealing: string): Promise<boolean> {
    return (await liveHolders(db)).every((holder) => holder.sealing === sealing);
  }

  function settled(): KeyState {
    said = '';
    return { kind: 'settled', sealing: ring.keyIds[0] ?? '' };
  }

  function sayOnce(level: 'warn' | 'error', message: string, fields: Record<string, unknown>): void {
    const saying = `${message} ${JSON.stringify(fields)}`;
    if (saying === said) return;
    said = saying;
    log[level](message, fields);
  }

  return { sweep, stop: () => forgetHolder(db, nodeId) };
}
