import { mkdir, realpath } from 'node:fs/promises';
import { dataFolderRefusal } from './data-folder-refusal.ts';
import { lockFolder } from './folder-lock.ts';

/** Rejects with `StartRefused` when the folder cannot be used, or another process is using it; leaves it free. */
export async function assertFolderFree(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const unlock = await lockFolder(await realpath(folder));
    await unlock();
  } catch (error) {
    throw dataFolderRefusal(error, folder);
  }
}
