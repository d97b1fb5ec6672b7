import { type Attachment, attachment, attachments } from '@fernwart/contract';
import { queryOptions } from '@tanstack/react-query';
import { apiPath, command, request } from '../../app/api/request.ts';
import { upload } from '../../app/api/upload.ts';

export function filesQuery(activityId: string) {
  return queryOptions({
    queryKey: ['activities', activityId, 'attachments'],
    queryFn: ({ signal }) => request('GET', `/activities/${activityId}/attachments`, attachments, { signal }),
    meta: { topics: [`activity:${activityId}`] },
  });
}

/** Seen by the requester, whoever attaches it on the portal. */
export function attachFile(activityId: string, file: File): Promise<Attachment> {
  const query = new URLSearchParams({ name: file.name.slice(0, 255), visibility: 'requester' });
  return upload(
    `/activities/${activityId}/attachments?${query.toString()}`,
    file,
    attachment,
    () => undefined,
    new AbortController().signal,
    'application/octet-stream',
  );
}

export function removeFile(activityId: string, fileId: string): Promise<void> {
  return command('DELETE', `/activities/${activityId}/attachments/${fileId}`);
}

export function fileAddress(activityId: string, fileId: string): string {
  return apiPath(`/activities/${activityId}/attachments/${fileId}`);
}
