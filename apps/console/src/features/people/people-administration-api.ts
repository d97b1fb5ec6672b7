import {
  type createPersonBody,
  type createTeamBody,
  type Invitation,
  invitation,
  type Person,
  person,
  type TeamDetails,
  teamDetails,
  teamsAnswer,
  type updatePersonBody,
  type updateTeamBody,
} from '@fernwart/contract';
import { queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import { request } from '../../app/api/request.ts';

export function createPerson(body: z.input<typeof createPersonBody>): Promise<Person> {
  return request('POST', '/people', person, { body });
}
export function updatePerson(id: string, body: z.input<typeof updatePersonBody>): Promise<Person> {
  return request('PATCH', `/people/${id}`, person, { body });
}
export function invite(id: string, by: 'mail' | 'link'): Promise<Invitation> {
  return request('POST', `/people/${id}/invitation`, invitation, { body: { by } });
}

/** Archived ones too. */
export const allTeamsQuery = queryOptions({
  queryKey: ['teams', 'all'],
  queryFn: ({ signal }) => request('GET', '/teams', teamsAnswer, { query: { archived: true }, signal }),
  meta: { topics: ['teams'] },
});
export function teamQuery(id: string) {
  return queryOptions({
    queryKey: ['teams', id],
    queryFn: ({ signal }) => request('GET', `/teams/${id}`, teamDetails, { signal }),
    meta: { topics: ['teams'] },
  });
}
export function createTeam(body: z.input<typeof createTeamBody>): Promise<TeamDetails> {
  return request('POST', '/teams', teamDetails, { body });
}
export function updateTeam(id: string, body: z.input<typeof updateTeamBody>): Promise<TeamDetails> {
  return request('PATCH', `/teams/${id}`, teamDetails, { body });
}
