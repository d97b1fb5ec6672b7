import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
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

describe.each(testDatabases)('the audit on $kind', ({ kind, open }) => {
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

  test.runIf(kind === 'postgres')(
    'is out of reach of its own user where PostgreSQL is told so, as docs/operate/database-rights.md says',
    async () => {
      const page = readFileSync(
        new URL('../../../../../docs/operate/database-rights.md', import.meta.url),
        'utf8',
      );
      const statements = /```sql\n([\s\S]*?)```/.exec(page)?.[1] ?? '';
      // Roles belong to the whole server, which other tests use at the same time.
      const user = `fernwart_${randomBytes(6).toString('hex')}`;
      const named = statements.replaceAll(/\bfernwart(_records)?\b/g, `${user}$1`);
      await db.script(`create role ${user} nologin; grant usage on schema public to ${user}; ${named}`);
      const as = (statement: string) =>
        db.transaction(async (tx) => {
          await tx.query(`set local role ${user}`);
          await tx.query(statement);
        });
      const refused = [
        "update audit set actor = 'B'",
        'delete from audit',
        'truncate audit',
        'alter table audit disable trigger user',
        'drop table audit',
        'alter table journal_entries disable trigger user',
        'delete from journal_entries',
      ];
      for (const statement of refused) await expect(as(statement)).rejects.toMatchObject({ code: '42501' });
      await as(`
      insert into audit (id, at, actor, action, outcome)
      values ('01a205c4-0000-7000-8000-000000000000', now(), 'A', 'sign_in', 'done')`);
      expect(await listRecords(db, {}, 10)).toHaveLength(1);
      await db.script(`drop owned by ${user}, ${user}_records cascade; drop role ${user}, ${user}_records`);
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
