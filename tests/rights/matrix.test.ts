import type { RouteDescription } from '@fernwart/server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { auditActions } from '../../apps/console/src/features/audit/audit-action-names.ts';
import { auditDetails } from '../../apps/console/src/features/audit/audit-detail-names.ts';
import { createUndocumented, received, type Undocumented } from './documented.ts';
import { hostileFields, hostileTexts } from './hostile-text.ts';
import { type Given, matrix, type Row, type Verdict } from './matrix.ts';
import { objectsFor, type Whose } from './objects.ts';
import { type Call, type Caller, callers, openWorld, type World } from './world.ts';

let world: World;
let undocumented: Undocumented;
beforeAll(async () => {
  world = await openWorld();
  const document = await world.send('nobody', { method: 'GET', path: '/api/openapi.json' });
  undocumented = createUndocumented((await document.json()) as Record<string, unknown>);
}, 180_000);
afterAll(() => world.stop());

const nameOf = ({ method, path }: Pick<RouteDescription, 'method' | 'path'>) => `${method} ${path}`;

test('every route has its row, and every row its route', () => {
  const routes = world.server.parts.routes.map(nameOf);
  expect(new Set(routes).size).toBe(routes.length);
  expect(Object.keys(matrix).toSorted()).toEqual(routes.toSorted());
});

describe.each(Object.entries(matrix))('%s', (name, row) => {
  const whoses: readonly Whose[] = row.give && !row.once ? ['own', 'foreign'] : ['own'];
  const cells = callers.flatMap((caller) => whoses.map((whose) => ({ caller, whose })));
  const wanted = (cell: { caller: Caller; whose: Whose }) => outcome(row.verdicts[cell.caller], cell);
  const refused = cells.filter((cell) => wanted(cell) !== 'done');
  const done = cells.filter((cell) => wanted(cell) === 'done');

  if (refused.length > 0)
    test('is refused and changes nothing', async () => {
      const route = routeOf(name);
      const calls = [];
      for (const cell of refused) calls.push({ cell, call: await callOf(route, row, cell) });
      const before = await contents();
      for (const { cell, call } of calls) {
        const answer = await world.send(cell.caller, call);
        const label = `${cell.caller}, ${cell.whose}`;
        expect([label, answer.status]).toEqual([label, statusOf(wanted(cell))]);
        const requestId = answer.headers.get('x-request-id') ?? '';
        expect([label, undocumented(route, await received(answer))]).toEqual([label, []]);
        // A missing object is no refusal to be recorded; asking who one is, is none either.
        if (wanted(cell) === 'not_found' || !recorded(name)) continue;
        const records = await world.server.parts.db.sql`
          select from audit where request_id = ${requestId} and outcome = 'refused'`;
        expect([label, records.length]).toEqual([label, 1]);
      }
      expect(await contents()).toEqual(before);
    });

  if (done.length > 0)
    test('is let through, as documented', async () => {
      for (const cell of done) {
        const route = routeOf(name);
        const answer = await world.send(cell.caller, await callOf(route, row, cell));
        const label = `${cell.caller}, ${cell.whose}`;
        const read = await received(answer);
        const flaw = answer.status < 400 ? '' : read.text;
        expect([label, answer.status, flaw]).toEqual([label, row.ok ?? route.status, '']);
        expect([label, undocumented(route, read)]).toEqual([label, []]);
        expect(read.text).not.toMatch(/unmistakable-secret|\$argon2/);
        await row.after?.(objectsFor(world, cell.caller, cell.whose));
      }
    });
});

test('hostile text in every field comes back as it went in, 10,000 characters are taken whole or refused', async () => {
  const fields = hostileFields(world);
  expect(fields.length).toBeGreaterThan(25);
  for (const { name, most, write } of fields) {
    for (const text of hostileTexts)
      expect.soft([name, await write(text)]).toEqual([name, text.length > most ? tooLong : text]);
    const long = `${'\u{1f468}W'.repeat(3_333)}W`;
    const answer = await write(long);
    if (long.length > most) expect.soft([name, answer]).toEqual([name, tooLong]);
    else expect.soft([name, answer === long]).toEqual([name, true]);
  }
}, 120_000);
const tooLong = { status: 400, code: 'invalid_input' };

test('whatever all of that has left in the audit record has its words', async () => {
  const rows = await world.server.parts.db.sql<{ action: string; details: Record<string, unknown> }>`
    select action, details from audit`;
  const isOurs = ({ action }: { action: string }) => !action.startsWith('sample.');
  const ours = rows.filter(isOurs);
  const actions = new Set(ours.map(({ action }) => action.replaceAll('.', '_')));
  expect(actions.size).toBeGreaterThan(20);
  expect([...actions].filter((action) => !auditActions.some((known) => known === action))).toEqual([]);
  // A configuration's fields are its package's, and a mail's text is named by its occasion and language.
  const inside = (action: string, value: unknown) =>
    typeof value === 'object' && value !== null && action !== 'configuration.update'
      ? Object.keys(value)
      : [];
  const names = ours.flatMap(({ action, details }) => [
    ...Object.keys(details),
    ...inside(action, details['before']),
    ...inside(action, details['after']),
  ]);
  const unnamed = names.filter((name) => !auditDetails.some((known) => known === name));
  expect(new Set(unnamed.filter((name) => !/^\w+\.(de|en)$/.test(name)))).toEqual(new Set());
}, 60_000);

function recorded(name: string): boolean {
  return name !== 'GET /api/v1/session' && name !== 'GET /metrics' && !name.startsWith('GET /open/');
}

type Outcome = 'done' | 'not_signed_in' | 'not_allowed' | 'not_found';

function outcome(verdict: Verdict, { caller, whose }: { caller: Caller; whose: Whose }): Outcome {
  switch (verdict) {
    case 'yes':
      return 'done';
    case 'own':
      return whose === 'own' ? 'done' : 'not_found';
    case 'mine':
      return whose === 'own' ? 'done' : 'not_allowed';
    case 'seen':
      return whose === 'own' ? 'not_allowed' : 'not_found';
    case 'no':
      return caller === 'nobody' ? 'not_signed_in' : 'not_allowed';
    case 'hidden':
      return 'not_found';
  }
}

function statusOf(wanted: Outcome): number {
  return { done: 200, not_signed_in: 401, not_allowed: 403, not_found: 404 }[wanted];
}

function routeOf(name: string): RouteDescription {
  const route = world.server.parts.routes.find((one) => nameOf(one) === name);
  if (!route) throw new Error(`there is no route ${name}`);
  return route;
}

async function callOf(
  route: RouteDescription,
  row: Row,
  { caller, whose }: { caller: Caller; whose: Whose },
): Promise<Call> {
  const given: Given = (await row.give?.(objectsFor(world, caller, whose))) ?? {};
  const address = route.path.replaceAll(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(given.params?.[name] ?? ''),
  );
  const path = given.query === undefined ? address : `${address}?${given.query}`;
  // Either would end the sign-in that the other rows use.
  const ends = ['DELETE /api/v1/session', 'POST /api/v1/session'].includes(nameOf(route));
  const headers = ends ? { cookie: '' } : {};
  if (given.bytes)
    return { method: route.method, path, headers: { 'content-type': route.accepts }, body: given.bytes };
  if (given.form !== undefined) {
    const type = 'application/x-www-form-urlencoded';
    return { method: route.method, path, headers: { 'content-type': type }, body: given.form };
  }
  if (given.json === undefined) return { method: route.method, path, headers };
  return {
    method: route.method,
    path,
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(given.json),
  };
}

const tables = [
  'people',
  'person_roles',
  'teams',
  'team_members',
  'sign_ins',
  'api_tokens',
  'assets',
  'asset_attributes',
  'activities',
  'activity_assets',
  'journal_entries',
  'packages',
  'package_uploads',
  'configurations',
  'schedules',
  'mails',
];

/** Everything that a refused call could have changed: a digest of each table. */
function contents(): Promise<object[]> {
  const digests = tables.map(
    (table) =>
      `select '${table}' as name, md5(string_agg(md5(t::text), '' order by md5(t::text))) from ${table} t`,
  );
  return world.server.parts.db.query(digests.join(' union all '));
}
