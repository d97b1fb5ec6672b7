import { createTeamBody, id, teamDetails, teamsAnswer, teamsQuery, updateTeamBody } from '@fernwart/contract';
import { z } from 'zod';
import type { Database } from '../../platform/db/database.ts';
import type { Router } from '../../platform/http/route.ts';
import { listTeams } from './team-store.ts';
import type { Teams } from './teams.ts';

const path = '/api/v1/teams';
const params = z.object({ id });

export function teamRoutes(router: Router, deps: { db: Database; teams: Teams }): void {
  const { db, teams } = deps;

  router.add({
    method: 'GET',
    path,
    summary: 'Teams by name',
    who: 'desk_reader',
    query: teamsQuery,
    answer: teamsAnswer,
    handle: async ({ query }) => ({ items: await listTeams(db, query.archived === 'true') }),
  });
  router.add({
    method: 'GET',
    path: `${path}/:id`,
    summary: 'One team with its members',
    who: 'desk_reader',
    params,
    answer: teamDetails,
    handle: ({ params: { id: team } }) => teams.get(team),
  });
  router.add({
    method: 'POST',
    path,
    summary: 'Make a team',
    who: 'administrator',
    body: createTeamBody,
    answer: teamDetails,
    status: 201,
    problems: ['already_exists'],
    handle: ({ actor, body, address, requestId }) => teams.create(actor, body, { address, requestId }),
  });
  router.add({
    method: 'PATCH',
    path: `${path}/:id`,
    summary: 'Rename a team, choose its members, archive it or take it back into use',
    who: 'administrator',
    params,
    body: updateTeamBody,
    answer: teamDetails,
    problems: ['already_exists'],
    handle: ({ actor, params: { id: team }, body, address, requestId }) =>
      teams.update(actor, team, body, { address, requestId }),
  });
}
