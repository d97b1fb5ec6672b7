import { constants } from 'node:fs';
import { access, mkdir } from 'node:fs/promises';
import { StartRefused } from './start-refused.ts';

/** Makes the folder when absent, for this user alone. Rejects with `StartRefused` when it cannot be used. */
export async function prepareDataFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new StartRefused(
      'data_folder',
      `The data folder ${folder} cannot be read and written by this user: give it to this user, or set FERNWART_DATA to another folder.`,
      error,
    );
  }
}
