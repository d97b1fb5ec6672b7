import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { testDatabases } from '../../../testing/databases.ts';
import { systemClock } from '../../platform/clock/system-clock.ts';
import { uuidV7 } from '../../platform/crypto/ids.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Audit } from './audit.ts';
import { createAudit } from './service.ts';
import { listRecords } from './store.ts';

describe.each(testDatabases)('the audit on $kind', ({ open }) => {
  let db: Database;
  let audit: Audit;
  beforeEach(async () => {
    db = await open();
    const clock = systemClock();
    audit = createAudit({ clock, newId: uuidV7(clock) });
  });
  afterEach(() => db.close());

  test.each(['update audit set actor = $1', 'delete from audit where actor = $1'])(
    'refuses: %s',
    async (statement) => {
      await audit.record(db, { actor: 'A', action: 'sign_in', outcome: 'done' });
      await expect(db.query(statement, ['A'])).rejects.toMatchObject({ code: '42501' });
    },
  );

  test('keeps no record of what was rolled back', async () => {
    await db
      .transaction(async (tx) => {
        await audit.record(tx, { actor: 'A', action: 'package.install', outcome: 'done' });
        throw new Error('no');
      })
      .catch(() => undefined);
    expect(await listRecords(db, {}, 10)).toEqual([]);
  });

  test('finds by actor, action, subject and details, wildcards taken literally', async () => {
    await audit.record(db, {
      actor: 'Änne 100%',
      action: 'sign_in',
      outcome: 'refused',
      details: { login: 'anne' },
    });
    await audit.record(db, {
      actor: 'Ben',
      action: 'package.install',
      outcome: 'done',
      subject: 'package:teamviewer',
    });
    const found = async (search: string) => (await listRecords(db, { search }, 10)).map((row) => row.actor);
    expect(await found('100%')).toEqual(['Änne 100%']);
    expect(await found('0%e')).toEqual([]);
    expect(await found('teamviewer')).toEqual(['Ben']);
    expect(await found('anne')).toEqual(['Änne 100%']);
    expect(await listRecords(db, { outcome: 'done' }, 10)).toHaveLength(1);
  });
});
