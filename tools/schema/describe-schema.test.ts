import { expect, test } from 'vitest';
import { testDatabases } from '../../apps/server/testing/databases.ts';
import { describeSchema } from './describe-schema.ts';

test('the migrations give the same schema on both databases', async () => {
  const texts: string[] = [];
  for (const { open } of testDatabases) {
    const database = await open();
    texts.push(await describeSchema(database));
    await database.close();
  }
  expect(texts[1]).toBe(texts[0]);
});

test.each(testDatabases)('every kind of change shows on $kind', async ({ open }) => {
  const database = await open();
  const before = await describeSchema(database);
  await database.script(`
    create table probe (id integer primary key, name text not null default 'x', constraint named check (name <> ''));
    create index probe_name on probe (lower(name));
    create sequence probe_numbers;
    create function probe_refuse() returns trigger language plpgsql as $$ begin return null; end; $$;
    create trigger probe_trigger before update on probe for each row execute function probe_refuse();`);
  const added = (await describeSchema(database)).split('\n').filter((line) => !before.includes(line));
  await database.close();
  const text = added.join('\n');
  expect(text).toContain("name text not null default 'x'::text");
  expect(text).toContain('constraint named CHECK');
  expect(text).toContain('CREATE INDEX probe_name ON public.probe USING btree (lower(name));');
  expect(text).toContain('create sequence probe_numbers as bigint;');
  expect(text).toContain('FUNCTION public.probe_refuse()');
  expect(text).toContain('CREATE TRIGGER probe_trigger BEFORE UPDATE ON public.probe');
});
