import { StartRefused } from '../start-refused.ts';

/** Why the embedded database in a folder cannot be opened, as one sentence; other errors stay what they are. */
export function dataFolderRefusal(error: unknown, folder: string): unknown {
  const code = (error as { code?: unknown }).code;
  if (code === 'folder_in_use') return new StartRefused('data_in_use', (error as Error).message, error);
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return new StartRefused(
      'data_folder',
      `The data folder ${folder} cannot be read or written by this user: give it to the user, or choose another folder with FERNWART_DATA.`,
      error,
    );
  }
  if (code === 'ENOTDIR' || code === 'EEXIST') {
    return new StartRefused(
      'data_folder',
      `${folder} is no folder: choose a folder with FERNWART_DATA.`,
      error,
    );
  }
  if (code === 'ENOSPC') {
    return new StartRefused('data_folder', `The disk that holds ${folder} is full: make room on it.`, error);
  }
  return error;
}
