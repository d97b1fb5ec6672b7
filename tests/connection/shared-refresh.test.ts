import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { type OpenDesk, openDesk } from '../crash/open-desk.ts';
import type { Stage } from '../crash/stage.ts';
import { type DeskClient, signedIn } from '../support/desk-client.ts';
import { countCalls, play } from './emulator-client.ts';

const workers = 50;

let desk: OpenDesk;
let stage: Stage;
beforeAll(async () => {
  desk = await openDesk(inject('postgresUrl'), 3);
  stage = desk.stage;
}, 180_000);
afterAll(() => desk.close(), 60_000);

test(`${workers} workers in three processes whose token has just ended refresh it once, and no call fails`, async () => {
  const agents = await Promise.all(stage.nodes.map((node) => signedIn(node?.origin ?? '', 'anna')));
  const agentOf = (index: number): DeskClient => agents[index % agents.length] ?? expect.fail();
  const activities = await Promise.all(
    Array.from({ length: workers }, (_, index) => agentOf(index).takenOverActivity(`Dark display ${index}`)),
  );
  const before = await countCalls(stage.emulator, 'POST /oauth2/token');

  // The token ends on both sides in the same moment.
  await play(stage.emulator, { action: 'expire-access-tokens' });
  await stage.nodes[0]?.query(`update pkg_teamviewer.connections set expires_at = now()`);
  const started = await Promise.all(activities.map(({ id }, index) => agentOf(index).createSession(id)));

  const ended = await Promise.all(started.map(({ run }, index) => endOf(agentOf(index), run ?? '')));
  expect(ended.filter((state) => state !== 'succeeded')).toEqual([]);
  expect(stage.emulator.state.sessions.size).toBe(workers);
  const after = await countCalls(stage.emulator, 'POST /oauth2/token');
  expect(after.calls - before.calls).toBe(1);
  const [connection] = (await stage.nodes[0]?.query(
    `select state, generation, trouble from pkg_teamviewer.connections`,
  )) ?? [undefined];
  expect(connection).toEqual({ state: 'connected', generation: 2, trouble: null });
  expect(stage.deserted).toEqual([]);
}, 120_000);

async function endOf(agent: DeskClient, run: string): Promise<string> {
  let state = '';
  await expect
    .poll(
      async () => {
        ({ state } = await agent.get<{ state: string }>(`/runs/${run}`));
        return ['succeeded', 'failed'].includes(state);
      },
      { timeout: 60_000, interval: 200 },
    )
    .toBe(true);
  return state;
}
