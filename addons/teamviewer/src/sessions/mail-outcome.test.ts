import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { activityId, connectedDesk } from '../../testing/connected-desk.ts';
import {
  emptyPackageDatabase,
  openPostgresPackageDatabase,
  type PackageDatabase,
} from '../../testing/package-database.ts';
import { workflows } from '../shared/names.ts';
import { sessionsOfActivity } from './store.ts';

type Desk = Awaited<ReturnType<typeof connectedDesk>>;

async function tell(desk: Desk, input: Record<string, unknown>): Promise<void> {
  await desk.host.transaction((tx) =>
    tx.run({ workflow: workflows.mailOutcome, input, trigger: { kind: 'system', name: 'mail' } }),
  );
  await desk.work();
}

let database: PackageDatabase;
beforeAll(async () => {
  database = await openPostgresPackageDatabase();
});
beforeEach(() => emptyPackageDatabase(database));
afterAll(() => database.close());

test('the panel says how an invitation stands: queued, tried again with the reason, accepted', async () => {
  const desk = await connectedDesk(database);
  await desk.press('create-session', 'kim');
  await desk.work();
  const mailKey = desk.mails[0]?.key ?? '';
  const told = (outcome: string, reason?: string) =>
    tell(desk, { mailKey, outcome, ...(reason === undefined ? {} : { reason }) });
  const shown = async () => JSON.stringify(await desk.blocks('session', 'kim'));
  expect(await shown()).toContain('being sent');
  expect(await shown()).toContain('The last invitation is still on its way.');
  await told('retried', '450 greylisted');
  expect(await shown()).toContain('being tried again');
  expect(await shown()).toContain('450 greylisted');
  await told('accepted');
  expect(await shown()).toContain('accepted by the mail server');
  expect(await shown()).not.toContain('450 greylisted');
  // What comes late says nothing new.
  await told('retried', '450 greylisted');
  expect((await sessionsOfActivity(desk.host.sql, activityId))[0]).toMatchObject({ mailState: 'accepted' });
  expect(desk.journal).toHaveLength(1);
});

test('an invitation that was given up since nobody knows whether it arrived: journal and panel say so in words', async () => {
  const desk = await connectedDesk(database);
  await desk.press('create-session', 'kim');
  await desk.work();
  const mailKey = desk.mails[0]?.key ?? '';
  await tell(desk, {
    mailKey,
    outcome: 'refused',
    reason: 'nobody knows whether it arrived',
    unknown: true,
  });
  expect(desk.texts()[1]).toContain('Whether the invitation to the TeamViewer session arrived is not known');
  const shown = JSON.stringify(await desk.blocks('session', 'kim'));
  expect(shown).toContain('not known whether it arrived. Tell the customer the code.');
  expect(shown).toContain('The invitation is not sent again by itself.');
  expect(shown).not.toContain('unknown_arrival');
  // Whoever wants certainty sends it again.
  await desk.press('send-again', 'kim');
  await desk.work();
  expect(desk.mails.map(({ key }) => key)).toEqual([mailKey, mailKey.replace(/1$/, '2')]);
});
