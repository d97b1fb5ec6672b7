import {
  createDriftCounter,
  createMemoryLimiterStore,
  createTeamViewer,
  type Drift,
  isTeamViewerError,
  type TeamViewer,
  type TeamViewerOptions,
} from '@fernwart/teamviewer';
import { type Emulator, type SeedFile, type Switches, startEmulator } from '@fernwart/teamviewer-emulator';
import { Agent } from 'undici';
import { createMovableClock, type MovableClock, undiciTransport } from './undici-edge.ts';

export const SERVICE = 'service@example.org';
export const GROUP = 'g10';
export const REDIRECT = 'https://desk.example.org/callback';
export const DEVICES_A_GROUP = 7;
export const REPORTS = 2300;
export const EVENTS = 120;

export type Licence = NonNullable<SeedFile['companies'][number]['licence']>;

const seedOf = (licence: Licence): SeedFile => ({
  companies: [
    {
      id: 100,
      name: 'Example AG',
      licence,
      users: [
        { id: 'u1', name: 'Servicekonto', email: SERVICE, password: 'x', administrator: true },
        { id: 'u2', name: 'Kim', email: 'kim@example.org', password: 'x' },
      ],
      groups: [{ id: GROUP, name: 'Service Desk', owner: SERVICE }],
      apps: [
        {
          name: 'Fernwart',
          owner: SERVICE,
          clientId: '100-app',
          clientSecret: 'app-secret',
          redirectUri: REDIRECT,
        },
      ],
      managedDevices: Array.from({ length: 3 }, (_, index) => ({
        name: `Direkt ${index}`,
        teamviewerId: 500_000_000 + index,
        managers: [SERVICE],
        companyManaged: true,
      })),
      contacts: [{ name: 'Kim', email: 'kim@example.org', group: 'Service Desk' }],
    },
  ],
});

/** Everything a case needs: an emulator with a small fleet and a client in front of it that share one clock. */
export interface Rig extends AsyncDisposable {
  /** The client to use: a hasty one while `hasty` is set, for faults that never answer. */
  readonly tv: TeamViewer;
  hasty: boolean;
  readonly clock: MovableClock;
  readonly emulator: Emulator;
  readonly api: string;
  readonly agent: Agent;
  drift(): readonly Drift[];
  /** Goes on with a token of these permissions. */
  allowOnly(permissions: readonly string[]): Promise<void>;
  admin<T = unknown>(path: string, body?: unknown, method?: 'POST' | 'DELETE'): Promise<T>;
}

/** How long one request of the hasty client may take, in milliseconds; faults that hold an answer back take longer. */
export const DEADLINE = 400;

export async function startRig(switches: Partial<Switches> = {}, licence: Licence = {}): Promise<Rig> {
  const clock = createMovableClock();
  const emulator = await startEmulator({
    port: 0,
    seed: seedOf(licence),
    switches,
    now: clock.now,
    random: repeatable(7),
  });
  const agent = new Agent();
  const api = `${emulator.origin}/api/v1`;
  const drift = createDriftCounter();
  let generation = 0;

  async function admin<T>(path: string, body?: unknown, method: 'POST' | 'DELETE' = 'POST'): Promise<T> {
    const response = await fetch(`${emulator.origin}/emulator/api/${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }

  let permissions = EVERYTHING;
  async function newToken() {
    const wish = { action: 'script-token', email: SERVICE, level: 'company', permissions };
    const { token } = await admin<{ token: string }>('play', wish);
    generation += 1;
    return { value: token, generation };
  }

  await admin('fleet', {
    groups: 3,
    devicesPerGroup: DEVICES_A_GROUP,
    twins: 0,
    duplicates: 0.2,
    reports: REPORTS,
    events: EVENTS,
    alarms: 3,
  });
  let token = await newToken();
  const options: TeamViewerOptions = {
    transport: undiciTransport(agent),
    clock,
    baseUrl: api,
    tokens: { current: async () => token, renew: async () => (token = await newToken()) },
    limiter: { store: createMemoryLimiterStore() },
    retry: { firstWait: Temporal.Duration.from({ milliseconds: 1 }) },
    onDrift: drift.sink,
  };
  const patient = createTeamViewer(options);
  const hasty = createTeamViewer({
    ...options,
    deadline: Temporal.Duration.from({ milliseconds: DEADLINE }),
  });
  const rig: Rig = {
    hasty: false,
    get tv() {
      return rig.hasty ? hasty : patient;
    },
    clock,
    emulator,
    api,
    agent,
    admin,
    drift: drift.counts,
    async allowOnly(allowed) {
      permissions = allowed;
      token = await newToken();
    },
    async [Symbol.asyncDispose]() {
      await agent.destroy();
      await emulator.close();
    },
  };
  return rig;
}

/** Repeats a call as a caller would: when TeamViewer wants it slower, at the time that the error names. */
export async function patiently<T>(rig: Rig, work: () => Promise<T>): Promise<T> {
  for (let waits = 0; ; waits += 1) {
    try {
      return await work();
    } catch (error) {
      if (
        !isTeamViewerError(error) ||
        error.code !== 'slow_down' ||
        error.until === undefined ||
        waits === 60
      )
        throw error;
      const wait = rig.clock.now().until(error.until);
      if (wait.sign > 0) rig.clock.move(wait.add({ milliseconds: 1 }));
    }
  }
}

/** Walks a list page by page and goes on from the cursor where it was told to slow down. */
export async function collect<T>(
  rig: Rig,
  listing: {
    pages(from?: string): AsyncGenerator<{ readonly records: readonly T[]; readonly next?: string }>;
  },
): Promise<T[]> {
  const records: T[] = [];
  let from: string | undefined;
  let done = false;
  while (!done) {
    done = await patiently(rig, async () => {
      for await (const page of listing.pages(from)) {
        records.push(...page.records);
        if (page.next === undefined) return true;
        from = page.next;
      }
      return true;
    });
  }
  return records;
}

/** What the service account's token may; names without a public scope are the emulator's own. */
export const EVERYTHING: readonly string[] = [
  'Sessions.Create',
  'Sessions.ReadAll',
  'Sessions.ModifyOwn',
  'Sessions.ReadOwn',
  'Groups.Read',
  'Connections.Read',
  'ContactList.Read',
  'EventLogging.Read',
  'DeviceGroups.Read',
  'WebMonitoring.GetData',
  'Monitoring.GetData',
  'Account.Read',
  'Users.Read',
];

/** The same numbers in every run (mulberry32). */
function repeatable(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
