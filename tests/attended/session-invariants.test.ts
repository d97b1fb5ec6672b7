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
  mail_reason: null,
  ...change,
});
const outbox = (change: object = {}) => ({
  key: 'invitation:s1:1',
  message_id: 'm1',
  state: 'accepted',
  attempts: 1,
  unknown_outcomes: 0,
  last_error: null,
  ...change,
});
const givenUp = outbox({ state: 'refused', attempts: 3, unknown_outcomes: 2 });
const told = 'teamviewer:session:s1:mail-refused:1';
const keys = ['teamviewer:session:s1:created', 'teamviewer:session:s1:record:1'];
const mail = { messageId: 'm1', text: 'Your code: s12-345-678' };

function judged(
  sessions: object[],
  entries: string[],
  mails: object[],
  sent: object[] = [outbox()],
): Promise<string[]> {
  const query = async (text: string) => {
    if (text.includes('journal_entries')) return entries.map((key) => ({ key }));
    return text.includes('from mails') ? sent : sessions;
  };
  const stage = { nodes: [{ alive: true, query }], catcher: { mails } } as unknown as Stage;
  return wrongWithSessions(stage, ['a1']);
}

test('nothing is said of a day on which all went well, one mail twice under its own Message-ID included', async () => {
  expect(await judged([session()], keys, [mail, mail])).toEqual([]);
});

test('an invitation that reached nobody is bearable where nobody knows it, and journal and panel say so', async () => {
  const unsure = session({ mail_reason: 'unknown_arrival' });
  expect(await judged([unsure], [...keys, told], [], [givenUp])).toEqual([]);
  const silent = [
    await judged([unsure], keys, [], [givenUp]),
    await judged([session()], [...keys, told], [], [givenUp]),
    await judged([unsure], [...keys, told], [], [{ ...givenUp, unknown_outcomes: 1 }]),
    await judged([unsure], [...keys, told], [], [{ ...givenUp, state: 'accepted' }]),
  ];
  for (const wrong of silent) expect(wrong.join()).toContain('was caught 0 times');
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
  ['a mail too many', [session()], keys, [mail, { ...mail, messageId: 'm2' }], 'was sent as m2'],
  ['no mail', [session()], keys, [], 'was caught 0 times'],
  ['three copies', [session()], keys, [mail, mail, mail], 'was caught 3 times'],
  ['an invitation without a mail', [session({ invitations: 2 })], keys, [mail], 'has 1 mails for 2'],
])('%s is told', async (_, sessions, entries, mails, sentence) => {
  expect((await judged(sessions, entries, mails)).join('\n')).toContain(sentence);
});
