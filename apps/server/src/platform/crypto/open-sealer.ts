import { Secret } from '@fernwart/addon-kit';
import type { Clock } from '../clock/clock.ts';
import type { Database } from '../db/database.ts';
import { StartRefused } from '../start-refused.ts';
import { createSealer } from './create-sealer.ts';
import { createKeyFile, readKeyFile } from './key-file.ts';
import type { Sealer } from './sealer.ts';
import { addSealingKey, listSealingKeys, lockSealingKeys, type SealingKey } from './sealing-keys-store.ts';

const checkPurpose = 'sealing_keys';
const checkText = 'fernwart';

export interface OpenSealerOptions {
  readonly db: Database;
  readonly clock: Clock;
  /** From the configuration; null: those in `keyFile`, which is made when the database knows no key yet. */
  readonly keys: readonly Secret[] | null;
  readonly keyFile: string;
}

/** A sealer that can open everything in this database. Rejects with `StartRefused` when a key that sealed something is missing. */
export async function openSealer(options: OpenSealerOptions): Promise<Sealer> {
  const { db, clock, keyFile } = options;
  const keys = options.keys ?? (await readKeyFile(keyFile)) ?? (await firstKeys(db, keyFile));
  const sealer = createSealer(keys);
  const place = options.keys ? 'FERNWART_KEY' : keyFile;
  await db.transaction(async (tx) => {
    await lockSealingKeys(tx);
    const known = await listSealingKeys(tx);
    for (const key of known) refuseUnknown(sealer, key, place);
    const [id = ''] = sealer.keyIds;
    if (known.some((key) => key.id === id)) return;
    const checkValue = sealer.seal(new Secret(checkText), checkPurpose);
    await addSealingKey(tx, { id, checkValue }, clock.now());
  });
  return sealer;
}

async function firstKeys(db: Database, keyFile: string): Promise<Secret[]> {
  const [known] = await listSealingKeys(db);
  if (!known) return createKeyFile(keyFile);
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
