import type { Host } from '@fernwart/addon-kit';
import type { LimiterState, LimiterStep, LimiterStore } from '@fernwart/teamviewer';
import { z } from 'zod';

const cell = z.object({ at: z.number(), calls: z.number() });
const refusal = z.object({ at: z.number(), until: z.number(), told: z.boolean(), inARow: z.number() });
const stateSchema = z.object({
  cells: z.array(cell),
  refusal: refusal.optional(),
  ceiling: z.object({ calls: z.number(), until: z.number() }).optional(),
});

/** Far more than the nodes of one system that can count the same function in the same moment. */
const mostTries = 50;

/** Keeps a connection's counts in the database, for all nodes: read, change, write where the version is still the same. */
export function createLimiterStore(host: Host, configurationId: string): LimiterStore {
  return {
    async change<T>(fn: string, step: LimiterStep<T>): Promise<T> {
      for (let tries = 0; tries < mostTries; tries += 1) {
        const [row] = await host.sql<{ state: unknown; version: number }>`
          select state, version from call_windows where configuration_id = ${configurationId} and function = ${fn}`;
        const { state, result } = step(readLimiterState(row?.state));
        const json = JSON.stringify(state);
        const written =
          row === undefined
            ? await host.sql`
                insert into call_windows (configuration_id, function, state, version)
                values (${configurationId}, ${fn}, ${json}::jsonb, 1) on conflict do nothing returning 1`
            : await host.sql`
                update call_windows set state = ${json}::jsonb, version = version + 1
                where configuration_id = ${configurationId} and function = ${fn} and version = ${row.version} returning 1`;
        if (written.length > 0) return result;
      }
      throw new Error('The count of calls could not be written.');
    },
  };
}

export function readLimiterState(stored: unknown): LimiterState | undefined {
  const read = stateSchema.safeParse(stored).data;
  if (read === undefined) return undefined;
  const { cells, refusal, ceiling } = read;
  return {
    cells,
    ...(refusal === undefined ? {} : { refusal }),
    ...(ceiling === undefined ? {} : { ceiling }),
  };
}

/** Calls of a function inside its window, for choosing intervals and for showing them. */
export async function countedCalls(
  host: Host,
  configurationId: string,
  fn: string,
  since: Temporal.Instant,
): Promise<number> {
  const [row] = await host.sql<{ state: unknown }>`
    select state from call_windows where configuration_id = ${configurationId} and function = ${fn}`;
  const from = Math.floor(since.epochMilliseconds / 1000);
  const cells = readLimiterState(row?.state)?.cells ?? [];
  return cells.filter((one) => one.at >= from).reduce((sum, one) => sum + one.calls, 0);
}
