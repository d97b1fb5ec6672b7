import { z } from 'zod';

const share = z.number().min(0).max(1);

/** A made-up fleet: what is wanted of it. The same seed makes the same fleet. */
export const fleetSchema = z.strictObject({
  /** Name of the company; without it the first one. */
  company: z.string().optional(),
  seed: z.number().int().default(1),
  groups: z.number().int().min(1).max(1000).default(5),
  devicesPerGroup: z.number().int().min(0).max(100_000).default(20),
  /** Old groups with devices, device groups with managed devices, or the same machines in both. */
  kind: z.enum(['legacy', 'managed', 'both']).default('both'),
  /** Share of devices that carry the name of another one. */
  duplicates: share.default(0.02),
  /** Share of devices that were reinstalled: a second entry of the same machine with a new TeamViewer ID. */
  twins: share.default(0.03),
  /** Share of devices of which nobody knows when they were last seen. */
  missingDates: share.default(0.05),
  /** Connection reports over the last year, made when asked for. */
  reports: z.number().int().min(0).max(5_000_000).default(0),
  /** Entries of the event log over the last thirty days. */
  events: z.number().int().min(0).max(100_000).default(0),
  alarms: z.number().int().min(0).max(10_000).default(0),
});

export type FleetWish = z.output<typeof fleetSchema>;
