import { type Attachment, attachment } from '@fernwart/contract';
import { upload } from '../../app/api/upload.ts';

export interface Chosen {
  readonly file: File;
  readonly visibility: 'internal' | 'requester';
}

/** Tells the share that has left. */
export function attachFile(
  activityId: string,
  { file, visibility }: Chosen,
  onProgress: (share: number) => void,
): Promise<Attachment> {
  const query = new URLSearchParams({ name: file.name.slice(0, 255), visibility });
  return upload(
    `/activities/${activityId}/attachments?${query.toString()}`,
    file,
    attachment,
    onProgress,
    new AbortController().signal,
    'application/octet-stream',
  );
}
