import { afterAll, beforeAll, expect, test } from 'vitest';
import { activityId, connectedDesk } from '../../testing/connected-desk.ts';
import {
  emptyPackageDatabase,
  openPostgresPackageDatabase,
  type PackageDatabase,
} from '../../testing/package-database.ts';
import { workflows } from '../shared/names.ts';
import { sessionsOfActivity } from './store.ts';

let database: PackageDatabase;
beforeAll(async () => {
  database = await openPostgresPackageDatabase();
  await emptyPackageDatabase(database);
});
afterAll(() => database.close());

test('the panel says how an invitation stands: queued, tried again with the reason, accepted', async () => {
  const desk = await connectedDesk(database);
  await desk.press('create-session', 'kim');
  await desk.work();
  const mailKey = desk.mails[0]?.key ?? '';
  const told = async (outcome: string, reason?: string) => {
    await desk.host.transaction((tx) =>
      tx.run({
        workflow: workflows.mailOutcome,
        input: { mailKey, outcome, ...(reason === undefined ? {} : { reason }) },
        trigger: { kind: 'system', name: 'mail' },
      }),
    );
    await desk.work();
  };
  const shown = async () => JSON.stringify(await desk.blocks('session', 'kim'));
  expect(await shown()).toContain('being sent');
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
