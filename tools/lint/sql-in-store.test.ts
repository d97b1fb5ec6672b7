import { sqlInStore } from './sql-in-store.ts';
import { testRule } from './test-rule.ts';

testRule('sql-in-store', sqlInStore, {
  passes: ['await findPerson(tx, id)', 'const text = html`<p>${name}</p>`', 'const sql = tx.sql'],
  fires: [
    'await tx.sql`select 1`',
    'sql`select ${id}`',
    'await db.sql<{ id: string }>`select id from people`',
  ],
});
