import { Secret } from '@fernwart/addon-kit';
import type { Clock } from '../clock/clock.ts';
import type { Database } from '../db/database.ts';
import { StartRefused } from '../start-refused.ts';
import { createSealer, keyIdOf } from './create-sealer.ts';
import { createKeyFile, readKeyFile } from './key-file.ts';
import { tellHolder } from './key-holders-store.ts';
import type { KeyRing, Sealer } from './sealer.ts';
import { addSealingKey, listSealingKeys, lockSealingKeys, type SealingKey } from './sealing-keys-store.ts';

const checkPurpose = 'sealing_keys';
const checkText = 'fernwart';

export interface OpenSealerOptions {
  readonly db: Database;
  readonly clock: Clock;
  /** Who holds these keys: nobody seals under a key before every node has it. */
  readonly nodeId: string;
  /** From the configuration; null: those in `keyFile`, which is made when the database knows no key yet. */
  readonly keys: readonly Secret[] | null;
  readonly keyFile: string;
}

/** A sealer that can open everything in this database. Rejects with `StartRefused` when a key that sealed something is missing. */
export async function openSealer(options: OpenSealerOptions): Promise<KeyRing> {
  const { db, clock, nodeId, keyFile } = options;
  const keys = options.keys ?? (await readKeyFile(keyFile)) ?? (await firstKeys(db, keyFile));
  const ring = createSealer(keys);
  const place = options.keys ? 'FERNWART_KEY' : keyFile;
  await db.transaction(async (tx) => {
    await lockSealingKeys(tx);
    const known = await listSealingKeys(tx);
    for (const key of known) refuseUnknown(ring, key, place);
    const [first = ''] = ring.keyIds;
    if (known.length === 0) await addSealingKey(tx, checked(ring, first), clock.now());
    const sealing = known.find((key) => key.sealsSince !== null)?.id ?? first;
    ring.use(inFront(keys, sealing));
    await tellHolder(tx, { nodeId, keys: ring.keyIds, sealing });
  });
  return ring;
}

/** The keys with the one that seals first; as they are when it is not among them. */
export function inFront(keys: readonly Secret[], sealing: string): Secret[] {
  return keys.toSorted((one, other) => rank(one) - rank(other));
  function rank(key: Secret): number {
    return keyIdOf(key) === sealing ? 0 : 1;
  }
}

/** A key's row: what is sealed in it shows that a key of this id is the very key. The sealer must seal under it. */
export function checked(sealer: Sealer, id: string): { id: string; checkValue: string } {
  return { id, checkValue: sealer.seal(new Secret(checkText), checkPurpose) };
}

async function firstKeys(db: Database, keyFile: string): Promise<Secret[]> {
  const [known] = await listSealingKeys(db);
  if (!known) return createKeyFile(keyFile);
  // Another process may have made both, the file first, between our two looks.
  const madeMeanwhile = await readKeyFile(keyFile);
  if (madeMeanwhile) return madeMeanwhile;
  throw new StartRefused(
    'key_unknown',
    `The database holds secrets sealed under the master key ${known.id}, and ${keyFile} is missing: put the file back, or set FERNWART_KEY.`,
  );
}

function refuseUnknown(sealer: Sealer, key: SealingKey, place: string): void {
  if (sealer.keyIds.includes(key.id) && opens(sealer, key)) return;
  throw new StartRefused(
    'key_unknown',
    `The database holds secrets sealed under the master key ${key.id}, which is not in ${place}: add that key there; without it those secrets cannot be read.`,
  );
}

function opens(sealer: Sealer, key: SealingKey): boolean {
  try {
    return sealer.open(key.checkValue, checkPurpose).reveal() === checkText;
  } catch {
    return false;
  }
}
