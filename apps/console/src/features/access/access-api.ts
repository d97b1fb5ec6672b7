import { apiTokensPage, type createApiTokenBody, createdApiToken, signInEntries } from '@fernwart/contract';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import { command, request } from '../../app/api/request.ts';

export function apiTokensQuery(filter: { of: 'me' | 'everybody'; cursor?: string | undefined }) {
  return queryOptions({
    queryKey: ['api-tokens', filter],
    queryFn: ({ signal }) =>
      request('GET', '/api-tokens', apiTokensPage, { query: { ...filter, limit: 50 }, signal }),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
}
export function createApiToken(
  body: z.input<typeof createApiTokenBody>,
): Promise<z.output<typeof createdApiToken>> {
  return request('POST', '/api-tokens', createdApiToken, { body });
}
export function revokeApiToken(id: string): Promise<void> {
  return command('DELETE', `/api-tokens/${id}`);
}

export const signInsQuery = queryOptions({
  queryKey: ['sign-ins'],
  queryFn: ({ signal }) => request('GET', '/sign-ins', signInEntries, { signal }),
  staleTime: 0,
});
/** Null: all but this one. */
export function endSignIn(id: string | null): Promise<void> {
  return command('DELETE', id === null ? '/sign-ins' : `/sign-ins/${id}`);
}
export function changePassword(currentPassword: string, newPassword: string): Promise<void> {
  return command('POST', '/me/password', { body: { currentPassword, newPassword } });
}
