import { expect, inject, test } from 'vitest';
import { assertListening } from '../../apps/server/src/platform/db/assert-listening.ts';
import { openPostgresDatabase } from '../../apps/server/src/platform/db/postgres-database.ts';

function open() {
  return openPostgresDatabase(inject('postgresUrl'), () => undefined);
}

test('a session that listens hears what another one notifies', async () => {
  const db = open();
  await expect(assertListening(db)).resolves.toBeUndefined();
  await db.close();
});

test('a pooler that swallows LISTEN is refused in one sentence', async () => {
  const db = open();
  // What a pooler in transaction mode does: the statement succeeds on some session, and nobody ever hears a thing.
  const pooled = { ...db, listen: async () => async () => undefined };
  await expect(assertListening(pooled, 1000)).rejects.toMatchObject({
    code: 'database',
    message: expect.stringContaining('pooler in transaction mode'),
  });
  await db.close();
});
