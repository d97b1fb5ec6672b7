import { auditRecord, pageOf } from '@fernwart/contract';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { testDatabases } from '../../../testing/databases.ts';
import { openTestServer, type TestServer, testActor } from '../../../testing/http.ts';
import { manualClock } from '../../../testing/manual-clock.ts';
import { uuidV7 } from '../../platform/crypto/ids.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Audit } from './audit.ts';
import { auditRoutes } from './routes.ts';
import { createAudit } from './service.ts';

const said = (text: string) => ({ de: `de ${text}`, en: `en ${text}` });
const texts = {
  name: (packageId: string) => (packageId === 'known' ? said('Known') : null),
  of: (packageId: string, key: string) =>
    packageId === 'known' && key !== 'audit.silent' ? said(key) : null,
  field: (name: string) => (name === 'clientId' ? said(name) : null),
};
const actors = [testActor(['agent', 'requester']), testActor(['administrator']), testActor(['auditor'])];

describe.each(testDatabases)('GET /api/v1/audit on $kind', ({ open }) => {
  let db: Database;
  let audit: Audit;
  let server: TestServer;
  const clock = manualClock();

  beforeAll(async () => {
    db = await open();
    audit = createAudit({ clock, newId: uuidV7(clock) });
    for (let number = 0; number < 5; number++) {
      // Two at a time in one millisecond: the id decides between them.
      if (number % 2 === 0) clock.advance({ milliseconds: 1 });
      await audit.record(db, {
        actor: `Person ${number}`,
        action: number === 3 ? 'package.install' : 'sign_in',
        outcome: number === 3 ? 'failed' : 'done',
        details: { number },
      });
    }
  });
  afterAll(() => db.close());
  beforeEach(async () => {
    server = await openTestServer({ actors });
    auditRoutes(server.router, { db, audit, texts });
  });
  afterEach(() => server.stop());

  const get = (query: string, actor?: string) =>
    server.app.inject({ url: `/api/v1/audit${query}`, headers: actor ? { 'x-test-actor': actor } : {} });

  test.each([
    [undefined, 'not_signed_in'],
    ['agent', 'not_allowed'],
  ])('is refused for %s', async (actor, code) => {
    expect((await get('', actor)).json()).toMatchObject({ code });
    expect(server.refusals).toHaveLength(1);
  });

  test.each([
    '?limit=0',
    '?limit=201',
    '?outcome=lost',
    '?cursor=x',
    '?cursor=WyIyMDI2LTAxLTE1VDA4OjAwOjAwWiIsIngiXQ',
  ])('is refused for the input %s', async (query) => {
    expect((await get(query, 'auditor')).json()).toMatchObject({ code: 'invalid_input' });
  });

  test.each(['administrator', 'auditor'])('is read by an %s page by page, newest first', async (actor) => {
    const seen: string[] = [];
    let query = '?limit=2';
    for (;;) {
      const page = pageOf(auditRecord).parse((await get(query, actor)).json());
      seen.push(...page.items.map((record) => record.actor));
      if (page.nextCursor === undefined) break;
      query = `?limit=2&cursor=${page.nextCursor}`;
    }
    expect(seen).toHaveLength(5);
    expect(new Set(seen).size).toBe(5);
    expect(seen[0]).toBe('Person 4');
    expect(new Set(seen.slice(1, 3))).toEqual(new Set(['Person 2', 'Person 3']));
  });

  test.each([
    [undefined, 'not_signed_in'],
    ['agent', 'not_allowed'],
  ])('is not exported for %s', async (actor, code) => {
    expect((await get('/export', actor)).json()).toMatchObject({ code });
  });

  test('formula injection: no exported cell begins a formula, and the export stands in the record', async () => {
    const since = clock.now().toString();
    const names = ['=HYPERLINK("http://evil")', '+1+1', '-2+3', '@SUM(1)', '\t=1', 'Plain, "quoted"'];
    for (const actor of names) await audit.record(db, { actor, action: 'formula', outcome: 'done' });
    const answer = await get(`/export?search=formula&from=${since}`, 'auditor');
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8');
    const [head, ...lines] = answer.body.trimEnd().split('\r\n');
    expect(head).toBe('at,actor,actorId,action,outcome,subject,address,details');
    const made = lines.filter((line) => line.includes(',,formula,'));
    const actors = made.map((line) => line.slice(line.indexOf(',') + 1).replace(/,,formula,.*$/, ''));
    expect(new Set(actors)).toEqual(
      new Set([
        `"'=HYPERLINK(""http://evil"")"`,
        "'+1+1",
        "'-2+3",
        "'@SUM(1)",
        "'\t=1",
        '"Plain, ""quoted"""',
      ]),
    );
    const page = pageOf(auditRecord).parse((await get('?search=audit.export', 'auditor')).json());
    expect(page.items).toMatchObject([{ action: 'audit.export', details: { search: 'formula' } }]);
  });

  test('is exported under the titles that the reader sees, and the record of it names no titles', async () => {
    await audit.record(db, { actor: 'Rita', action: 'titled', outcome: 'done' });
    const titles = new URLSearchParams({ 'column.actor': 'Wer', 'column.outcome': 'Ausgang, übersetzt' });
    const answer = await get(`/export?search=titled&${titles.toString()}`, 'auditor');
    const [head, ...lines] = answer.body.trimEnd().split('\r\n');
    expect(head).toBe('\uFEFFWer,"Ausgang, übersetzt"');
    expect(lines).toContain('Rita,done');
    const page = pageOf(auditRecord).parse((await get('?search=audit.export', 'auditor')).json());
    expect(JSON.stringify(page.items[0]?.details)).not.toContain('übersetzt');
  });

  test('brings packages’ own words, and what ids are called now; who is gone, or only looks like an id, has none', async () => {
    const newId = uuidV7(clock);
    const [rita, team] = [newId(), newId()];
    await db.sql`insert into people (id, name, language, time_zone, created_at, updated_at)
      values (${rita}, 'Rita <b>', 'en', 'UTC', ${clock.now()}, ${clock.now()})`;
    await db.sql`insert into teams (id, name) values (${team}, 'First')`;
    clock.advance({ milliseconds: 1 });
    const notes = [
      { action: 'known.device.link', subject: `person:${rita}`, details: { teamviewerId: '1' } },
      { action: 'known.silent', subject: 'package:known' },
      { action: 'gone.connect', subject: 'asset:0193', details: { teamIds: [team, newId()] } },
      {
        action: 'configuration.update',
        details: { before: { clientId: 'a', x: 1 }, after: {}, secrets: ['s'] },
      },
    ];
    for (const note of notes) {
      clock.advance({ milliseconds: 1 });
      await audit.record(db, { actor: 'words', outcome: 'done', ...note });
    }
    const { items } = pageOf(auditRecord).parse((await get('?search=words', 'auditor')).json());
    expect(items.toReversed().map(({ names, words }) => ({ names, words }))).toEqual([
      {
        names: { [rita]: 'Rita <b>' },
        words: { action: said('audit.device.link'), teamviewerId: said('audit.detail.teamviewerId') },
      },
      { names: { known: 'en Known' }, words: {} },
      { names: { [team]: 'First' }, words: {} },
      { names: {}, words: { clientId: said('clientId') } },
    ]);
  });

  test('says which package did it, and takes nobody for one whose name looks like one', async () => {
    const person = uuidV7(clock)();
    for (const actorId of [null, person]) {
      clock.advance({ milliseconds: 1 });
      await audit.record(db, { actor: 'package:known', actorId, action: 'did', outcome: 'done' });
    }
    const { items } = pageOf(auditRecord).parse((await get('?search=did', 'auditor')).json());
    expect(items.map(({ names }) => names)).toEqual([{}, { known: 'en Known' }]);
  });

  test('is searched and filtered', async () => {
    const names = async (query: string) =>
      (await get(query, 'auditor'))
        .json<{ items: { actor: string }[] }>()
        .items.map((record) => record.actor);
    expect(await names('?search=install')).toEqual(['Person 3']);
    expect(await names('?outcome=failed')).toEqual(['Person 3']);
    expect(await names('?search=nobody')).toEqual([]);
  });
});
