import type { DevEnv } from '@fernwart/dev-env';
import { drivenClock, systemClock } from '@fernwart/server';
import pg from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { signedIn } from '../support/desk-client.ts';
import { places, startTestDesk, type TestPlace } from '../support/test-desk.ts';
import { activate, finished, type SyncRun } from './sync-client.ts';

const [, server] = places;
const clock = drivenClock(systemClock());
let place: TestPlace;
let desk: DevEnv;
/** A node that was frozen in the midst of a transaction, and wakes when its run has gone to another one. */
let frozen: pg.Client;
beforeAll(async () => {
  place = await server.make();
  desk = await startTestDesk(place, { clock });
  const { database } = place;
  frozen = new pg.Client({
    connectionString: database.kind === 'postgres' ? database.url.reveal() : expect.fail(),
  });
  await frozen.connect();
}, 180_000);
afterAll(async () => {
  await frozen.end();
  await desk.stop();
  await place.remove();
});

test('what a frozen node staged and finishes late does not end the synchronisation that took its place', async () => {
  const admin = await signedIn(desk.server.origin, 'admin');
  await frozen.query('begin');
  await frozen.query(`
    insert into pkg_teamviewer.staged_assets (asset_id, name, host_key, domain_key, by_hand)
    select id::text, name, lower(name), '', false from assets`);
  const id = await activate(admin);
  await vi.waitFor(async () => {
    const waiting = await frozen.query(
      'select 1 from pg_stat_activity where pg_backend_pid() = any(pg_blocking_pids(pid))',
    );
    expect(waiting.rows).not.toEqual([]);
  }, 30_000);
  await frozen.query('commit');

  await vi.waitFor(async () => {
    expect(await admin.get<SyncRun>(`/runs/${id}`)).toMatchObject({ state: 'waiting' });
  }, 30_000);
  clock.advance(Temporal.Duration.from({ seconds: 20 }));
  const run = await finished(admin, id);
  expect(run).toMatchObject({ state: 'succeeded' });
  expect(run.result?.['assign']).toBeGreaterThan(80);
  const [staged] = await desk.server.parts.db.sql<{ rows: number; assets: number }>`
    select count(*)::int as rows, count(distinct asset_id)::int as assets from pkg_teamviewer.staged_assets`;
  expect(staged?.rows).toBe(staged?.assets);
}, 120_000);
