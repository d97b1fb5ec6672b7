import { createFaultPlan, type FaultPlan } from '../faults/fault-plan.ts';
import { applySeed } from './apply-seed.ts';
import { type CallLog, createCallLog } from './call-log.ts';
import type { Clock } from './clock.ts';
import { createQuotaBook, type QuotaBook } from './quota.ts';
import type { Random } from './random.ts';
import { type SeedFile, seedSchema } from './seed-schema.ts';
import { changeSwitches, defaultSwitches, type Switches } from './switches.ts';
import { createWorld, type World } from './world.ts';

/** One running emulation: what is remembered, and everything that bends how it behaves. */
export interface Emulation {
  world: World;
  switches: Switches;
  readonly clock: Clock;
  readonly random: Random;
  readonly faults: FaultPlan;
  readonly calls: CallLog;
  readonly quotas: QuotaBook;
  /** Back to the seed and the switches of the start; faults, calls, quotas and the moved clock are forgotten. */
  reset(): void;
  changeSwitches(change: unknown): void;
  addSeed(seed: unknown): void;
}

export function createEmulation(parts: {
  clock: Clock;
  random: Random;
  seed: SeedFile;
  switches: Partial<Switches>;
  /** What an earlier run left behind; takes the place of the seed until the next reset. */
  world: World | null;
}): Emulation {
  const { clock, random } = parts;
  const seed = seedSchema.parse(parts.seed);
  const startSwitches = changeSwitches(defaultSwitches(), parts.switches);

  function seededWorld(): World {
    const world = createWorld();
    applySeed(world, seed, random, clock.ms());
    return world;
  }

  const emulation: Emulation = {
    world: parts.world ?? seededWorld(),
    switches: startSwitches,
    clock,
    random,
    faults: createFaultPlan(random),
    calls: createCallLog(),
    quotas: createQuotaBook(),
    reset() {
      clock.reset();
      emulation.world = seededWorld();
      emulation.switches = startSwitches;
      emulation.faults.clear();
      emulation.calls.clear();
      emulation.quotas.clear();
    },
    changeSwitches(change) {
      emulation.switches = changeSwitches(emulation.switches, change);
    },
    addSeed(given) {
      applySeed(emulation.world, seedSchema.parse(given), random, clock.ms());
    },
  };
  return emulation;
}
