import { expect, test } from 'vitest';
import { createTestClient } from '../testing/client.ts';

test('contacts and users', async () => {
  const contact = {
    contact_id: 'c1',
    user_id: 'u1',
    name: 'Kim',
    groupid: 'g1',
    online_state: 'Away',
    email: 'k@example.org',
  };
  const user = {
    id: 'u1',
    name: 'Kim',
    email: 'k@example.org',
    active: true,
    last_access_date: '2026-01-14T17:02:11Z',
    log_sessions: true,
  };
  const { tv, script, drift } = createTestClient([
    {
      expect: 'GET /contacts?online_state=online&email=a@x,b@x',
      answer: { json: { contacts: [contact], invitations: [] } },
    },
    { expect: 'GET /users?email=a@x&full_list=true', answer: { json: { users: [user] } } },
    { expect: 'GET /users/u1', answer: { json: user } },
  ]);
  expect(await tv.contacts.list({ onlineState: 'online', emails: ['a@x', 'b@x'] }).all()).toMatchObject([
    { id: 'c1', onlineState: 'away' },
  ]);
  expect(await tv.users.list({ emails: ['a@x'] }).all()).toMatchObject([{ id: 'u1', logsSessions: true }]);
  expect(await tv.users.get('u1')).toMatchObject({ active: true });
  expect(drift).toEqual([]);
  script.finish();
});
