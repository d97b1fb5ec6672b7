import { expect, test } from 'vitest';
import { createTestClient } from '../testing/client.ts';

test('groups: own, shared, of another user, one', async () => {
  const own = {
    id: 'g1',
    name: 'Matrix42',
    shared_with: [{ userid: 'u2', name: 'Kim', permissions: 'readwrite', pending: false }],
  };
  const shared = { id: 'g2', name: 'Team', permissions: 'read', owner: { userid: 'u1', name: 'Desk' } };
  const { tv, script, drift } = createTestClient([
    { expect: 'GET /groups?name=a&shared=true', answer: { json: { groups: [own, shared] } } },
    { expect: 'GET /users/u1/groups', answer: { json: { groups: [own] } } },
    { expect: 'GET /groups/g1', answer: { json: own } },
  ]);
  const [first, second] = await tv.groups.list({ name: 'a', shared: true }).all();
  expect(first).toMatchObject({ id: 'g1', sharedWith: [{ userId: 'u2', pending: false }] });
  expect(second).toMatchObject({ ownerUserId: 'u1', permissions: 'read', sharedWith: [] });
  expect(await tv.groups.ofUser('u1').all()).toHaveLength(1);
  expect(await tv.groups.get('g1')).toMatchObject({ name: 'Matrix42' });
  expect(drift).toEqual([]);
  script.finish();
});
