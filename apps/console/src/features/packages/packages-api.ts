import { inspection, installedPackages, panelAnswer, type Subject } from '@fernwart/contract';
import { queryOptions } from '@tanstack/react-query';
import { request } from '../../app/api/request.ts';
import { untilComplete } from '../../app/api/until-complete.ts';
import { upload } from '../../app/api/upload.ts';

export const packagesQuery = queryOptions({
  queryKey: ['packages'],
  queryFn: ({ signal }) => request('GET', '/packages', installedPackages, { signal }),
  meta: { topics: ['packages'] },
});

/** A panel's id may be given as the contract names it, `<package>/<panel>`, or bare. */
export function panelQuery(packageId: string, panel: string, subject: Subject) {
  return queryOptions({
    queryKey: ['packages', packageId, 'panels', panel, subject.type, subject.id],
    queryFn: ({ signal }) =>
      request('GET', `/packages/${packageId}/panels/${bareId(packageId, panel)}`, panelAnswer, {
        query: { subjectType: subject.type, subjectId: subject.id },
        signal,
      }),
    meta: { topics: [`${subject.type}:${subject.id}`] },
    refetchInterval: untilComplete,
  });
}

export function packagePageQuery(packageId: string, page: string) {
  return queryOptions({
    queryKey: ['packages', packageId, 'pages', page],
    queryFn: ({ signal }) => askPackagePage(packageId, page, signal),
    refetchInterval: untilComplete,
  });
}

export function askPackagePage(packageId: string, page: string, signal: AbortSignal) {
  return request('GET', `/packages/${packageId}/pages/${bareId(packageId, page)}`, panelAnswer, { signal });
}

export function bareId(packageId: string, id: string): string {
  return id.startsWith(`${packageId}/`) ? id.slice(packageId.length + 1) : id;
}

export function uploadPackage(file: Blob, onProgress: (share: number) => void, signal: AbortSignal) {
  return upload('/packages/uploads', file, inspection, onProgress, signal);
}
