import { createTeamViewer, type TeamViewer } from '@fernwart/teamviewer';
import { Agent, request } from 'undici';
import { createMovableClock, undiciTransport } from '../client-matrix/undici-edge.ts';
import type { BenchResult } from './bench-result.ts';
import { startEmulatorThread } from './emulator-thread.ts';

const GROUPS = 100;
const DEVICES_PER_GROUP = 1000;
const DEVICES = GROUPS * DEVICES_PER_GROUP;
const PAGE_SIZE = 100;
const ROUNDS = 5;
const FAULT_SHARE = 0.01;

/**
 * Reads 100,000 managed devices out of the emulator, page by page, with the client and with a bare loop on undici
 * that parses the same pages and does nothing else; turn and turn about; the ratio is the median of the
 * rounds' ratios, so that other work on the machine falls on both. Then the client once more
 * while one in a hundred answers is an error or a broken connection: every device must arrive all the same.
 */
export async function clientExportBench(): Promise<BenchResult> {
  await using emulator = await startEmulatorThread({ quotas: 'off', managedPageSize: PAGE_SIZE });
  const { token } = await admin<{ token: string }>(emulator.origin, 'play', {
    action: 'script-token',
    email: 'service@muster-logistik.example',
    level: 'company',
  });
  await admin(emulator.origin, 'fleet', {
    groups: GROUPS,
    devicesPerGroup: DEVICES_PER_GROUP,
    kind: 'managed',
    twins: 0,
  });
  const agent = new Agent({ connections: 4 });
  const tv = clientOf(emulator.origin, token, agent);

  const bare: number[] = [];
  const client: number[] = [];
  let pages = 0;
  await bareExport(emulator.origin, token, agent);
  const distinct = await distinctDevices(tv);
  for (let round = 0; round < ROUNDS; round += 1) {
    bare.push(await seconds(async () => ({ pages } = await bareExport(emulator.origin, token, agent))));
    client.push(await seconds(() => clientExport(tv)));
  }

  await admin(emulator.origin, 'faults', [
    { kind: 'status', status: 503, probability: FAULT_SHARE / 2 },
    { kind: 'truncated-body', probability: FAULT_SHARE / 2 },
  ]);
  let devicesWithFaults = 0;
  const withFaults = await seconds(async () => (devicesWithFaults = await distinctDevices(tv)));
  const { faults } = await admin<{ faults: { strikes: number }[] }>(emulator.origin, 'faults', undefined);
  await agent.close();

  const ratio = median(client.map((time, round) => time / (bare[round] ?? Number.NaN)));
  const figures = {
    pages,
    bareSeconds: rounded(median(bare)),
    clientSeconds: rounded(median(client)),
    ratio: rounded(ratio),
    clientDevicesPerSecond: Math.round(DEVICES / median(client)),
    faultsMet: faults.reduce((sum, { strikes }) => sum + strikes, 0),
    secondsWithFaults: rounded(withFaults),
    distinct,
    devicesWithFaults,
  };
  return {
    name: 'client: export of 100,000 managed devices against a bare undici loop',
    figures,
    goals: [
      { figure: 'ratio', atMost: 1.15, met: ratio <= 1.15 },
      { figure: 'distinct', exactly: DEVICES, met: distinct === DEVICES },
      { figure: 'devicesWithFaults', exactly: DEVICES, met: devicesWithFaults === DEVICES },
    ],
  };
}

function clientOf(origin: string, token: string, agent: Agent): TeamViewer {
  return createTeamViewer({
    transport: undiciTransport(agent),
    clock: createMovableClock(),
    tokens: {
      current: async () => ({ value: token, generation: 1 }),
      renew: () => Promise.reject(Object.assign(new Error('refused'), { code: 'sign_in_again' })),
    },
    baseUrl: `${origin}/api/v1`,
    limiter: { quota: { calls: 1_000_000, window: Temporal.Duration.from({ hours: 1 }) } },
    retry: { firstWait: Temporal.Duration.from({ milliseconds: 10 }) },
    priority: 'background',
  });
}

/** The client gives every device once, so that counting is enough. */
async function clientExport(tv: TeamViewer): Promise<{ devices: number }> {
  let devices = 0;
  for await (const _ of tv.managed.everyDevice()) devices += 1;
  return { devices };
}

async function distinctDevices(tv: TeamViewer): Promise<number> {
  const ids = new Set<string>();
  for await (const { device } of tv.managed.everyDevice()) ids.add(device.id);
  return ids.size;
}

/** What anybody would write first: follow the token, parse, collect; a device may be in several groups. */
async function bareExport(
  origin: string,
  token: string,
  agent: Agent,
): Promise<{ devices: number; pages: number }> {
  const ids = new Set<string>();
  let pages = 0;

  async function walk(path: string, each: (record: { id: string }) => Promise<void> | void): Promise<void> {
    for (let next: string | null = ''; next !== null; ) {
      const query = next === '' ? '' : `?paginationToken=${encodeURIComponent(next)}`;
      const { body } = await request(`${origin}/api/v1${path}${query}`, {
        dispatcher: agent,
        headers: { authorization: `Bearer ${token}` },
      });
      const page = (await body.json()) as {
        resources: { id: string }[];
        nextPaginationToken?: string | null;
      };
      pages += 1;
      for (const record of page.resources) await each(record);
      next = page.nextPaginationToken ?? null;
    }
  }

  const groups: string[] = [];
  await walk('/managed/groups', ({ id }) => void groups.push(id));
  for (const id of groups) await walk(`/managed/groups/${id}/devices`, (record) => void ids.add(record.id));
  await walk('/managed/devices', (record) => void ids.add(record.id));
  return { devices: ids.size, pages };
}

async function admin<T>(origin: string, path: string, body: unknown): Promise<T> {
  const { body: answer } = await request(`${origin}/emulator/api/${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return (await answer.json()) as T;
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
