import {
  type Me,
  me,
  peoplePage,
  person,
  type Role,
  teamsAnswer,
  type updateMeBody,
} from '@fernwart/contract';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import { command, request } from '../../app/api/request.ts';

/** Who is signed in; rejects with `not_signed_in`. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => request('GET', '/session', me, { signal }),
  staleTime: Number.POSITIVE_INFINITY,
});

export function signIn(login: string, password: string): Promise<Me> {
  return request('POST', '/session', me, { body: { login, password } });
}

export function signOut(): Promise<void> {
  return command('DELETE', '/session');
}

export function updateMe(body: z.input<typeof updateMeBody>): Promise<Me> {
  return request('PATCH', '/me', me, { body });
}

export interface PeopleFilter {
  readonly search?: string | undefined;
  readonly role?: Role | undefined;
  readonly team?: string | undefined;
  readonly active?: 'true' | 'false' | undefined;
  readonly cursor?: string | undefined;
  readonly limit?: number;
}

export function peopleQuery(filter: PeopleFilter) {
  return queryOptions({
    queryKey: ['people', filter],
    queryFn: ({ signal }) => request('GET', '/people', peoplePage, { query: { ...filter }, signal }),
    placeholderData: keepPreviousData,
    meta: { topics: ['people'] },
  });
}

export function personQuery(id: string) {
  return queryOptions({
    queryKey: ['people', id],
    queryFn: ({ signal }) => request('GET', `/people/${id}`, person, { signal }),
    meta: { topics: ['people'] },
  });
}

export const teamsQuery = queryOptions({
  queryKey: ['teams'],
  queryFn: ({ signal }) => request('GET', '/teams', teamsAnswer, { signal }),
  staleTime: 5 * 60_000,
  meta: { topics: ['teams'] },
});
