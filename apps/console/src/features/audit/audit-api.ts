import { auditRecord, pageOf } from '@fernwart/contract';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { request } from '../../app/api/request.ts';

export interface AuditFilter {
  readonly search?: string | undefined;
  readonly outcome?: string | undefined;
  readonly cursor?: string | undefined;
}

const auditPage = pageOf(auditRecord);

export function auditQuery(filter: AuditFilter) {
  return queryOptions({
    queryKey: ['audit', filter],
    queryFn: ({ signal }) => request('GET', '/audit', auditPage, { query: { ...filter, limit: 50 }, signal }),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
}
