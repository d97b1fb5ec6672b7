import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { crashRun } from './crash-run.ts';
import { type DeskTemplate, makeTemplate } from './desk-template.ts';
import { undisturbedIds } from './undisturbed-ids.ts';

// The crash runner itself is on trial here: builds that are broken on purpose, inside the database, must not pass.
let template: DeskTemplate;
let ids: ReadonlyMap<string, string>;
beforeAll(async () => {
  template = await makeTemplate(inject('postgresUrl'));
  ids = await undisturbedIds(template);
}, 120_000);
afterAll(() => template.remove());

const broken = [
  {
    name: 'that tells one fact twice, for want of a unique key',
    sabotage: `
      create function told_twice() returns trigger language plpgsql as $$ begin
        if new.key like '%:created' then
          insert into journal_entries (id, activity_id, key, at, author_kind, author_id, author_name, visibility, kind, content)
          values (gen_random_uuid(), new.activity_id, new.key || ':again', new.at, new.author_kind, new.author_id,
            new.author_name, new.visibility, new.kind, new.content);
        end if;
        return new;
      end $$;
      create trigger told_twice after insert on journal_entries for each row execute function told_twice()`,
    caught: 'told twice',
  },
  {
    name: 'that mails outside its transaction, and so twice',
    sabotage: `
      create function mailed_twice() returns trigger language plpgsql as $$ begin
        if new.key is not null and pg_trigger_depth() = 1 then
          insert into mails (id, package_id, key, message_id, to_name, to_address, subject, text, html, state, due_at, created_at)
          values (gen_random_uuid(), new.package_id, new.key || ':again', 'again-' || new.message_id, new.to_name,
            new.to_address, new.subject, new.text, new.html, 'queued', new.due_at, new.created_at);
        end if;
        return new;
      end $$;
      create trigger mailed_twice after insert on mails for each row execute function mailed_twice()`,
    caught: 'different mails',
  },
  {
    name: 'that forgets runs which were under way',
    sabotage: `
      create function forgotten() returns trigger language plpgsql as $$ begin
        new.lease_until := now() + interval '1 day';
        return new;
      end $$;
      create trigger forgotten before update on runs for each row
        when (new.state = 'running' and new.workflow = 'W_Team_createSession-UIActionWF') execute function forgotten();
      create function lost() returns trigger language plpgsql as $$ begin return old; end $$;
      create trigger lost before update on runs for each row
        when (old.state = 'running' and new.state in ('waiting', 'succeeded')
          and old.workflow = 'W_Team_createSession-UIActionWF') execute function lost()`,
    caught: 'is running',
  },
  {
    name: 'whose unique index on the journal was removed',
    sabotage: 'alter table journal_entries drop constraint journal_entries_activity_id_key_key',
    caught: 'no session came about in the evening',
  },
];

test.each(broken)(
  'a build $name is caught',
  async ({ sabotage, caught }) => {
    const run = await crashRun({ template, ids, seed: 5, nodes: 1, steps: 6, sabotage, patience: 30 });
    expect(run.wrong.join('\n')).toContain(caught);
  },
  300_000,
);

describe('on a day on which nothing breaks', () => {
  const calm = { seed: 6, nodes: 3, steps: 12, weather: 'calm' } as const;

  test('no token is used twice', async () => {
    const run = await crashRun({ template, ids, ...calm });
    expect(run.wrong).toEqual([]);
  }, 300_000);

  test('a build that renews tokens without a lease is caught', async () => {
    const sabotage = `
      create function unleased() returns trigger language plpgsql as $$ begin
        new.lease_until := null;
        return new;
      end $$;
      create trigger unleased before update on pkg_teamviewer.connections for each row execute function unleased()`;
    const run = await crashRun({ template, ids, ...calm, sabotage });
    expect(run.wrong.join('\n')).toContain('renewals of the tokens were refused');
  }, 300_000);
});
