import type { Secret } from '@fernwart/addon-kit';
import type { Executor } from '../db/database.ts';
import { createSealer } from './create-sealer.ts';
import { readKeyFile } from './key-file.ts';
import { listSealingKeys } from './sealing-keys-store.ts';

/** Ids of the master keys that sealed something in this database and are not at hand; changes nothing. */
export async function missingKeys(
  on: Executor,
  keys: readonly Secret[] | null,
  keyFile: string,
): Promise<string[]> {
  const atHand = keys ?? (await readKeyFile(keyFile)) ?? [];
  const ids = atHand.length > 0 ? createSealer(atHand).keyIds : [];
  return (await listSealingKeys(on)).map(({ id }) => id).filter((id) => !ids.includes(id));
}
