import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type ConnectedDesk, connectedDesk } from '../../testing/connected-desk.ts';
import {
  emptyPackageDatabase,
  openPostgresPackageDatabase,
  type PackageDatabase,
} from '../../testing/package-database.ts';

describe('a surplus session', () => {
  let database: PackageDatabase;
  let desk: ConnectedDesk;
  beforeAll(async () => {
    database = await openPostgresPackageDatabase();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await emptyPackageDatabase(database);
    desk = await connectedDesk(database);
  });

  const surplus = 's999-888-777';
  const entries = () => desk.journal.filter(({ key }) => key.endsWith(`:surplus:${surplus}`));

  /** The first answer is lost without an effect; later a session of its key is there all the same. */
  async function createTwice(state: 'Open' | 'Closed'): Promise<void> {
    let first = true;
    desk.teamviewer.fault = (call) => {
      if (call !== 'POST /sessions' || !first) return undefined;
      first = false;
      throw new Error('connection reset');
    };
    await desk.press('create-session', 'kim');
    await desk.work();
    await desk.pass({ seconds: 75 });
    const [recorded] = desk.teamviewer.sessions;
    if (recorded === undefined) expect.fail('nothing was recorded');
    desk.teamviewer.sessions.push({ ...recorded, code: surplus, state });
  }

  test('whose closer died before he could tell the journal is told by the next sweep, once', async () => {
    await createTwice('Open');
    const others = () => desk.teamviewer.open().filter(({ code }) => code === surplus);
    desk.failCommit = () => others().length === 0;
    // The poll closes it; nothing can be written down from then on.
    await desk.pass({ minutes: 5 }).catch(() => undefined);
    expect(others()).toEqual([]);
    expect(entries()).toEqual([]);
    desk.failCommit = null;
    for (const run of desk.runs) if (run.state === 'running') run.state = 'waiting';
    await desk.pass({ hours: 3 });
    expect(entries()).toHaveLength(1);
  });

  test('that expired before anybody saw it open stands on the journal as well', async () => {
    await createTwice('Closed');
    await desk.pass({ hours: 3 });
    expect(entries()).toHaveLength(1);
    expect(desk.teamviewer.open()).toHaveLength(1);
  });
});
