import type { Role } from '@fernwart/contract';
import { describe, expect, test } from 'vitest';
import { testActor } from '../../../testing/http.ts';
import { maySeeRun, seesAllRuns } from './policy.ts';

describe.each<{ roles: Role[]; all: boolean; activities: boolean }>([
  { roles: [], all: false, activities: false },
  { roles: ['requester'], all: false, activities: false },
  { roles: ['agent'], all: false, activities: true },
  { roles: ['auditor'], all: true, activities: true },
  { roles: ['administrator'], all: true, activities: true },
])('of runs, with the roles $roles, somebody', ({ roles, all, activities }) => {
  const actor = testActor(roles);

  test(`sees ${all ? 'all' : "not another's on no activity"}`, () => {
    expect(seesAllRuns(actor)).toBe(all);
    expect(maySeeRun(actor, { person_id: 'somebody-else', subject_type: 'asset' })).toBe(all);
    expect(maySeeRun(actor, { person_id: null, subject_type: null })).toBe(all);
  });

  test(`sees ${activities ? '' : 'not '}what was done for activities`, () => {
    expect(maySeeRun(actor, { person_id: 'somebody-else', subject_type: 'activity' })).toBe(activities);
  });

  test('sees what he or she started', () => {
    expect(maySeeRun(actor, { person_id: actor.id, subject_type: 'configuration' })).toBe(true);
  });
});
