import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { testDatabases } from '../../../testing/databases.ts';
import { type Database, fragment, identifier } from './database.ts';
import { assertOutsideTransaction } from './transaction-guard.ts';

describe.each(testDatabases)('the door to $kind', ({ open }) => {
  let db: Database;
  beforeEach(async () => {
    db = await open();
  });
  afterEach(() => db.close());

  test('refuses a root query inside a transaction', async () => {
    await expect(db.transaction(() => db.sql`select 1`)).rejects.toMatchObject({
      code: 'inside_transaction',
    });
  });

  test('refuses a second transaction inside a transaction', async () => {
    await expect(db.transaction(() => db.transaction(async () => 1))).rejects.toMatchObject({
      code: 'inside_transaction',
    });
  });

  test('lets work that outlives its transaction use the database again', async () => {
    let left: Promise<unknown> | undefined;
    const gate = Promise.withResolvers<void>();
    await db.transaction(async () => {
      left = gate.promise.then(() => db.sql`select 1 as one`);
    });
    gate.resolve();
    await expect(left).resolves.toEqual([{ one: 1 }]);
  });

  test('refuses what must stay outside, until the transaction has ended', async () => {
    await db.transaction(async () => {
      expect(() => assertOutsideTransaction('A call')).toThrow(/inside a transaction/);
    });
    expect(() => assertOutsideTransaction('A call')).not.toThrow();
  });

  test('keeps nothing of a transaction that failed, and runs afterCommit only for one that did not', async () => {
    const ran: string[] = [];
    const failing = db.transaction(async (tx) => {
      tx.afterCommit(() => void ran.push('failed'));
      await tx.sql`insert into settings (name, value, updated_at) values ('a', '1', now())`;
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    await db.transaction(async (tx) => tx.afterCommit(() => void ran.push('done')));
    expect(await db.sql`select * from settings`).toEqual([]);
    expect(ran).toEqual(['done']);
  });

  test('carries every kind of value there and back', async () => {
    const at = Temporal.Instant.from('2026-03-29T01:30:00.123456Z');
    const [row] =
      await db.sql`select ${at}::timestamptz as at, ${['a"b', 'c\\d', null, '{}']}::text[] as texts, ${[1, 2]}::int[] as numbers,
      ${JSON.stringify({ a: [1, 'ä'] })}::jsonb as doc, ${Buffer.from([0, 255])}::bytea as bytes, ${true}::boolean as yes,
      ${null}::text as nothing, count(*) as amount, ${'x'} as text from (values (1), (2)) v`;
    expect(row).toEqual({
      at,
      texts: ['a"b', 'c\\d', null, '{}'],
      numbers: [1, 2],
      doc: { a: [1, 'ä'] },
      bytes: Buffer.from([0, 255]),
      yes: true,
      nothing: null,
      amount: 2,
      text: 'x',
    });
  });

  test('composes fragments and quotes names', async () => {
    const where = fragment`${identifier('name')} = ${'b'}`;
    await db.sql`insert into settings (name, value, updated_at) values ('a', '1', now()), ('b', '2', now())`;
    expect(await db.sql`select value from settings where ${where}`).toEqual([{ value: 2 }]);
  });

  test('tells constraint errors by code', async () => {
    await db.sql`insert into settings (name, value, updated_at) values ('a', '1', now())`;
    await expect(
      db.sql`insert into settings (name, value, updated_at) values ('a', '1', now())`,
    ).rejects.toMatchObject({
      code: '23505',
      constraint: 'settings_pkey',
    });
  });

  test('answers the rows of several statements, each with its own members', async () => {
    const { rows } = await db.session((query) => query('select 1 as one; select 2 as two', []));
    expect(rows).toEqual([{ one: 1 }, { two: 2 }]);
  });

  test('delivers notifications once the transaction is durable', async () => {
    const heard: string[] = [];
    const first = Promise.withResolvers<void>();
    const stop = await db.listen(
      'probe',
      (payload) => {
        heard.push(payload);
        first.resolve();
      },
      () => undefined,
    );
    await db
      .transaction(async (tx) => {
        await tx.sql`select pg_notify('probe', 'rolled back')`;
        throw new Error('no');
      })
      .catch(() => undefined);
    await db.transaction((tx) => tx.sql`select pg_notify('probe', 'kept')`);
    await first.promise;
    expect(heard).toEqual(['kept']);
    await stop();
  });

  test('tells once what is touched again and again, with the commit', async () => {
    const heard: string[] = [];
    const last = Promise.withResolvers<void>();
    const stop = await db.listen(
      'probe',
      (payload) => {
        heard.push(payload);
        if (payload === 'last') last.resolve();
      },
      () => undefined,
    );
    await db
      .transaction(async (tx) => {
        tx.notify('probe', 'rolled back');
        throw new Error('no');
      })
      .catch(() => undefined);
    await db.transaction(async (tx) => {
      for (const payload of ['a', 'b', 'a', 'last']) tx.notify('probe', payload);
    });
    await last.promise;
    expect(heard).toEqual(['a', 'b', 'last']);
    await stop();
  });

  test('does statements together, or none of them', async () => {
    const set = (name: string) => ({
      text: 'insert into settings (name, value, updated_at) values ($1, $2::jsonb, now()) returning name',
      values: [name, '1'],
    });
    expect(await db.together([set('a'), set('b')])).toEqual([{ name: 'b' }]);
    await expect(db.together([set('c'), set('a'), set('d')])).rejects.toMatchObject({ code: '23505' });
    expect(await db.sql`select name from settings order by name`).toEqual([{ name: 'a' }, { name: 'b' }]);
  });

  test('does not call a transaction done in which a statement failed, though the work went on', async () => {
    const careless = db.transaction(async (tx) => {
      await tx.sql`insert into settings (name, value, updated_at) values ('a', '1', now())`;
      await tx.sql`select 1 / 0`.catch(() => undefined);
      return 'done';
    });
    await expect(careless).rejects.toMatchObject({ code: '22012' });
    expect(await db.sql`select * from settings`).toEqual([]);
  });

  test('refuses a transaction that is over: its session is somebody else’s', async () => {
    const kept = await db.transaction(async (tx) => ({ tx }));
    await expect(kept.tx.sql`select 1`).rejects.toThrow(/over/);
  });

  test('serves many at once', async () => {
    const all = await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        db.transaction(async (tx) => {
          const [row] = await tx.sql<{ n: number }>`select ${index}::int as n`;
          return row?.n;
        }),
      ),
    );
    expect(all).toEqual(Array.from({ length: 40 }, (_, index) => index));
  });
});
