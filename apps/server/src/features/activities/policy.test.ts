import type { Role } from '@fernwart/contract';
import { describe, expect, test } from 'vitest';
import { testActor } from '../../../testing/http.ts';
import { commentVisibility, readsDesk, reportsFor, seesActivity, worksOnDesk } from './policy.ts';

const own = (actor: { id: string }) => ({ initiatorId: actor.id });
const foreign = { initiatorId: 'somebody-else' };
const nobodys = { initiatorId: null };

describe.each<{ role: Role; readsDesk: boolean; worksOnDesk: boolean }>([
  { role: 'requester', readsDesk: false, worksOnDesk: false },
  { role: 'auditor', readsDesk: true, worksOnDesk: false },
  { role: 'administrator', readsDesk: true, worksOnDesk: false },
  { role: 'agent', readsDesk: true, worksOnDesk: true },
])('of the desk, with the role $role alone, somebody', (allowed) => {
  const actor = testActor([allowed.role]);

  test(`${allowed.readsDesk ? 'reads' : 'does not read'} what is another's or nobody's`, () => {
    expect(seesActivity(actor, foreign)).toBe(allowed.readsDesk);
    expect(seesActivity(actor, nobodys)).toBe(allowed.readsDesk);
    expect(readsDesk(actor)).toBe(allowed.readsDesk);
  });

  test(`${allowed.worksOnDesk ? 'works' : 'does not work'} on it`, () => {
    expect(worksOnDesk(actor)).toBe(allowed.worksOnDesk);
    expect(reportsFor(actor, 'somebody-else')).toBe(allowed.worksOnDesk);
    expect(commentVisibility(actor, foreign, 'internal')).toBe(allowed.worksOnDesk ? 'internal' : null);
    expect(commentVisibility(actor, foreign, 'requester')).toBe(allowed.worksOnDesk ? 'requester' : null);
  });
});

describe('of what is reported in his or her own name', () => {
  test('a requester reads it, reports it, and comments so that it is always seen', () => {
    const rita = testActor(['requester']);
    expect(seesActivity(rita, own(rita))).toBe(true);
    expect(reportsFor(rita, rita.id)).toBe(true);
    expect(commentVisibility(rita, own(rita), 'internal')).toBe('requester');
    expect(commentVisibility(rita, own(rita), 'requester')).toBe('requester');
  });

  test.each<Role>(['auditor', 'administrator'])('a mere %s neither reports nor comments', (role) => {
    const actor = testActor([role]);
    expect(reportsFor(actor, actor.id)).toBe(false);
    expect(commentVisibility(actor, own(actor), 'internal')).toBeNull();
  });

  test('somebody without any role has nothing of it', () => {
    const gone = testActor([]);
    expect(seesActivity(gone, own(gone))).toBe(false);
    expect(reportsFor(gone, gone.id)).toBe(false);
    expect(commentVisibility(gone, own(gone), 'requester')).toBeNull();
  });
});
