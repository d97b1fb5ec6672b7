import type { Role } from '@fernwart/contract';
import { describe, expect, test } from 'vitest';
import { testActor } from '../../../testing/http.ts';
import { editsAssets, seesAllAssets, seesAsset } from './policy.ts';

describe.each<{ roles: Role[]; edits: boolean; seesAll: boolean; seesOwn: boolean }>([
  { roles: [], edits: false, seesAll: false, seesOwn: false },
  { roles: ['requester'], edits: false, seesAll: false, seesOwn: true },
  { roles: ['auditor'], edits: false, seesAll: true, seesOwn: true },
  { roles: ['agent'], edits: true, seesAll: true, seesOwn: true },
  { roles: ['administrator'], edits: true, seesAll: true, seesOwn: true },
])('of assets, with the roles $roles, somebody', ({ roles, edits, seesAll, seesOwn }) => {
  const actor = testActor(roles);

  test(`${edits ? 'edits' : 'edits none of'} them`, () => {
    expect(editsAssets(actor)).toBe(edits);
  });

  test(`sees ${seesAll ? 'all' : 'none of another'}`, () => {
    expect(seesAsset(actor, { ownerId: 'somebody-else' })).toBe(seesAll);
    expect(seesAsset(actor, { ownerId: null })).toBe(seesAll);
    expect(seesAllAssets(actor)).toBe(seesAll);
  });

  test(`sees ${seesOwn ? 'the own' : 'not even the own'}`, () => {
    expect(seesAsset(actor, { ownerId: actor.id })).toBe(seesOwn);
  });
});
