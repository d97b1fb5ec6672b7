import { readFile } from 'node:fs/promises';
import { startDevEnv } from '@fernwart/dev-env';
import { systemClock } from '@fernwart/server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLog } from '../../apps/server/src/platform/log/create-log.ts';
import { signedIn } from '../support/desk-client.ts';
import { places, type TestPlace } from '../support/test-desk.ts';

interface Line {
  readonly message: string;
  readonly requestId?: string;
  readonly run?: string;
  readonly call?: string;
  readonly function?: string;
  readonly outcome?: string;
}

let place: TestPlace;
let desk: Awaited<ReturnType<typeof startDevEnv>>;
const lines: Line[] = [];
const clock = systemClock();
const log = createLog({
  level: 'info',
  clock,
  destination: { write: (line) => void lines.push(JSON.parse(line)) },
});
beforeAll(async () => {
  place = await places[1].make();
  desk = await startDevEnv({
    dataFolder: place.dataFolder,
    database: place.database,
    port: 0,
    blank: false,
    log,
  });
}, 60_000);
afterAll(async () => {
  await desk.stop();
  await place.remove();
});

test('one id leads from the click in the browser to the call to TeamViewer, and neither log nor metrics name the code', async () => {
  const anna = await signedIn(desk.server.origin, 'anna');
  const { id } = await anna.takenOverActivity('The keyboard writes by itself');
  const clicked = await anna.browser.send(
    'POST',
    `${desk.server.origin}/api/v1/packages/teamviewer/actions/create-session`,
    { subject: { type: 'activity', id } },
  );
  const requestId = clicked.headers.get('x-request-id') ?? expect.fail();
  const { run } = (await clicked.json()) as { run: string };
  await expect.poll(() => anna.offers(id), { timeout: 30_000 }).toContain('teamviewer/join-native');

  const created = lines.find(
    (line) => line.function === 'POST /sessions' && line.message === 'An outgoing call ended',
  );
  expect(created).toMatchObject({
    requestId,
    run,
    outcome: '200',
    call: expect.stringMatching(/^[0-9a-f-]{36}$/),
  });
  expect(lines).toContainEqual(expect.objectContaining({ message: 'A run begins', requestId, run }));

  const metrics = await (await fetch(`${desk.server.origin}/metrics`)).text();
  expect(metrics).toMatch(
    /fernwart_outgoing_call_seconds_count\{package="teamviewer",function="POST \/sessions",outcome="200"\} 1/,
  );
  expect(metrics).toMatch(/fernwart_teamviewer_connection_up\{configuration="[^"]+",state="connected"\} 1/);
  for (const name of ['fernwart_queue_depth', 'fernwart_oldest_due_seconds', 'nodejs_eventloop_lag_seconds'])
    expect(metrics).toMatch(new RegExp(`^${name} `, 'm'));
  for (const state of ['open', 'idle', 'wanted'])
    expect(metrics).toContain(`fernwart_database_sessions{state="${state}"}`);
  const documented = await readFile(new URL('../../docs/operate/install.md', import.meta.url), 'utf8');
  const names = metrics.matchAll(/^# HELP (fernwart_\w+)/gm).map(([, name]) => `\`${name}\``);
  expect(names.filter((name) => !documented.includes(name)).toArray()).toEqual([]);
  const [code = ''] = desk.emulator.state.sessions.keys();
  expect(JSON.stringify(lines)).not.toContain(code);
  expect(metrics).not.toContain(code);
}, 90_000);
