import { randomBytes } from 'node:crypto';
import { Secret } from '@fernwart/addon-kit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { testDatabases } from '../../../testing/databases.ts';
import { manualClock } from '../../../testing/manual-clock.ts';
import { systemClock } from '../../platform/clock/system-clock.ts';
import { createSealer } from '../../platform/crypto/create-sealer.ts';
import { uuidV7 } from '../../platform/crypto/ids.ts';
import type { Database } from '../../platform/db/database.ts';
import { createLog } from '../../platform/log/create-log.ts';
import type { Audit } from './audit.ts';
import { auditedSealer } from './audited-sealer.ts';
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

  test.each(['audit', 'journal_entries'])('refuses: truncate %s', async (table) => {
    await expect(db.query(`truncate ${table} cascade`)).rejects.toMatchObject({ code: '42501' });
  });

  test('records the use of a secret once an hour, and every failure, even where the transaction rolls back', async () => {
    const clock = manualClock();
    const plain = createSealer([new Secret(randomBytes(32).toString('base64'))]);
    const log = createLog({ level: 'silent', clock });
    const sealer = auditedSealer(plain, { db, audit, clock, log });
    const sealed = sealer.seal(new Secret('hunter2'), 'package:sample:token');
    await db
      .transaction(async () => {
        expect(sealer.open(sealed, 'package:sample:token').reveal()).toBe('hunter2');
        throw new Error('no');
      })
      .catch(() => undefined);
    sealer.open(sealed, 'package:sample:token');
    expect(() => sealer.open(sealed, 'package:other:token')).toThrow();
    await expect.poll(() => listRecords(db, { search: 'secret.use' }, 10)).toHaveLength(2);
    clock.advance({ hours: 1 });
    sealer.open(sealed, 'package:sample:token');
    await expect.poll(() => listRecords(db, { search: 'secret.use' }, 10)).toHaveLength(3);
    const records = await listRecords(db, { search: 'secret.use' }, 10);
    expect(records.map(({ actor, outcome }) => `${actor} ${outcome}`).sort()).toEqual([
      'package:other failed',
      'package:sample done',
      'package:sample done',
    ]);
    expect(JSON.stringify(records)).not.toContain('hunter2');
  });

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
