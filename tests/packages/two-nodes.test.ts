import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DeskClient, signedIn } from '../support/desk-client.ts';
import type { NodeProcess } from '../support/node-process.ts';
import { places, type TestPlace } from '../support/test-desk.ts';
import { type PackageClient, packageClient } from './package-client.ts';
import { openProcesses, type Processes } from './processes.ts';
import { signedSample } from './signed-sample.ts';

/** Greets with a row under the column that its version knows; `W_greet` keeps its process busy for a while. */
const code = (column: string) => `
function spin(milliseconds) { const end = Date.now() + milliseconds; while (Date.now() < end); }
export default {
  actions: { greet: { offered: () => true, async invoke({ input }, host) {
    if (input.spin) {
      const trigger = { kind: 'action', name: 'greet' };
      const run = await host.transaction((tx) => tx.run({ workflow: 'W_greet', input, trigger }));
      return { kind: 'run', run };
    }
    await host.sql\`insert into greetings (id, ${column}) values (\${input.id}, now())\`;
    return { kind: 'notice', tone: 'info', text: host.package.version };
  } } },
  workflows: { 'W_greet@1.0': async (run) => {
    spin(Number(run.input.spin ?? 0));
    return { kind: 'done', result: { process: process.pid } };
  } },
};`;
const permissions = ['activities.read', 'database', 'journal.write', 'runs.start'] as const;
const first = () => signedSample({ permissions: [...permissions] }, { 'server.js': code('said_at') });
const second = () =>
  signedSample(
    { version: '2.0.0', permissions: [...permissions] },
    {
      'server.js': code('told_at'),
      'migrations/0002_told.sql': 'alter table greetings rename column said_at to told_at',
    },
  );

const [, postgres] = places;
let place: TestPlace;
let processes: Processes;
beforeAll(async () => {
  place = await postgres.make();
  processes = await openProcesses(place);
}, 120_000);
afterAll(async () => {
  await processes.stop();
  await place.remove();
});

interface Greeted {
  kind: string;
  text?: string;
  run?: string;
}
function greet(desk: DeskClient, activity: string, input: Record<string, unknown>): Promise<Greeted> {
  return desk.post('/packages/sample/actions/greet', { subject: { type: 'activity', id: activity }, input });
}

describe('two processes on one PostgreSQL', () => {
  let nodes: NodeProcess[];
  let admin: PackageClient;
  let desks: DeskClient[];
  let activity: string;
  beforeAll(async () => {
    nodes = await Promise.all([processes.start(), processes.start()]);
    admin = await packageClient(nodes[0]?.origin ?? '');
    desks = await Promise.all(nodes.map(({ origin }) => signedIn(origin, 'anna')));
    activity = (await desks[0]?.takenOverActivity('The printer is out of paper'))?.id ?? '';
  }, 120_000);
  afterAll(() => Promise.all(nodes.map((node) => node.stop())));

  test('installed through one, it is used through the other within five seconds', async () => {
    const [, other] = desks;
    const run = await admin.install(await first());
    await expect.poll(async () => (await admin.run(run)).state, { timeout: 60_000 }).toBe('succeeded');
    // Five seconds from the end of the installation is what is promised; nodes say that they follow before it ends.
    await expect
      .poll(() => other?.offers(activity), { timeout: 5_000, interval: 50 })
      .toContain('sample/greet');
    expect(await greet(other as DeskClient, activity, { id: 'other' })).toMatchObject({ text: '1.0.0' });
  });

  test('upgraded under load, no request fails and no old code meets the new schema', async () => {
    const answers: string[] = [];
    let upgraded = false;
    let turn = 0;
    async function load(desk: DeskClient): Promise<void> {
      // A request that fails rejects, and the test with it.
      for (let after = 0; after < 10; after += upgraded ? 1 : 0) {
        const { text } = await greet(desk, activity, { id: `load ${(turn += 1)}` });
        answers.push(text ?? '?');
      }
    }
    const loads = Promise.all([...desks, ...desks].map(load));
    await expect.poll(() => answers.length, { timeout: 30_000 }).toBeGreaterThan(10);
    const run = await admin.install(await second());
    await expect.poll(async () => (await admin.run(run)).state, { timeout: 60_000 }).toBe('succeeded');
    upgraded = true;
    await loads;
    expect(new Set(answers)).toEqual(new Set(['1.0.0', '2.0.0']));
    const rows = await nodes[0]?.query<{ id: string }>(
      "select id from pkg_sample.greetings where id like 'load %'",
    );
    expect(rows).toHaveLength(answers.length);
  });
});

describe('a node for the API and one for the work', () => {
  let api: NodeProcess;
  let worker: NodeProcess;
  let desk: DeskClient;
  let activity: string;
  beforeAll(async () => {
    [api, worker] = await Promise.all([processes.start('api'), processes.start('worker')]);
    desk = await signedIn(api.origin, 'anna');
    activity = (await desk.takenOverActivity('The scanner hums')).id;
  }, 120_000);
  afterAll(() => Promise.all([api.stop(), worker.stop()]));

  test('the worker serves its health and nothing else', async () => {
    const paths = ['/health/live', '/api/v1/activities', '/api/v1/packages'];
    const statuses = await Promise.all(
      paths.map(async (path) => (await fetch(`${worker.origin}${path}`)).status),
    );
    expect(statuses).toEqual([200, 404, 404]);
  });

  test('an installation asked for at the API is done by the worker, and both run it', async () => {
    const admin = await packageClient(api.origin);
    const run = await admin.install(await second());
    await expect.poll(async () => (await admin.run(run)).state, { timeout: 60_000 }).toBe('succeeded');
    expect(await greet(desk, activity, { id: 'by api' })).toMatchObject({ text: '2.0.0' });
  });

  test('a job that never lets go of its process does not hold up the API', async () => {
    const { run } = await greet(desk, activity, { spin: 5_000 });
    const admin = await packageClient(api.origin);
    const state = async () => (await admin.run(run ?? '')).state;
    await expect.poll(state, { timeout: 30_000, interval: 50 }).toBe('running');
    // All of these are answered while the worker's process does nothing but spin.
    for (let asked = 0; asked < 20; asked += 1) {
      expect(await desk.offers(activity)).toContain('sample/greet');
    }
    expect(await state()).toBe('running');
    await expect.poll(state, { timeout: 60_000 }).toBe('succeeded');
    expect(await admin.run(run ?? '')).toMatchObject({ result: { process: worker.pid } });
  });
});
