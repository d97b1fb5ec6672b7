import { expect, test } from 'vitest';
import type { Stage } from '../crash/stage.ts';
import { wrongWithSessions } from './session-invariants.ts';

// What judges the seeded days is on trial here: each kind of wrong must be told.
const session = (change: object = {}) => ({
  id: 's1',
  activity_id: 'a1',
  code: 's12-345-678',
  state: 'ended',
  record: 'nothing',
  entries: 1,
  invitations: 1,
  ...change,
});
const keys = ['teamviewer:session:s1:created', 'teamviewer:session:s1:record:1'];
const mail = { messageId: 'm1', text: 'Your code: s12-345-678' };

function judged(sessions: object[], entries: string[], mails: object[]): Promise<string[]> {
  const query = async (text: string) =>
    text.includes('journal_entries') ? entries.map((key) => ({ key })) : sessions;
  const stage = { nodes: [{ alive: true, query }], catcher: { mails } } as unknown as Stage;
  return wrongWithSessions(stage, ['a1']);
}

test('nothing is said of a day on which all went well, one mail twice under its own Message-ID included', async () => {
  expect(await judged([session()], keys, [mail, mail])).toEqual([]);
});

test.each([
  [
    'two recorded sessions',
    [session(), session({ id: 's2', invitations: 1 })],
    keys,
    [mail],
    'recorded sessions',
  ],
  ['an entry that is missing', [session()], keys.slice(1), [mail], 'has the entries'],
  ['a record told twice', [session()], [...keys, `${keys[1]}0`], [mail], 'has the entries'],
  ['a session that never ended', [session({ state: 'open' })], keys, [mail], 'is open'],
  ['a mail too many', [session()], keys, [mail, { ...mail, messageId: 'm2' }], 'was sent as 2 mails'],
  ['no mail', [session()], keys, [], 'was sent as 0 mails'],
  ['three copies', [session()], keys, [mail, mail, mail], 'was sent 3 times'],
])('%s is told', async (_, sessions, entries, mails, told) => {
  expect((await judged(sessions, entries, mails)).join('\n')).toContain(told);
});
