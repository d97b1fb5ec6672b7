export { createHarness, type Harness, type HarnessOptions } from './harness.ts';
export type { HarnessClock } from './harness-clock.ts';
export type { HarnessDatabase } from './harness-database.ts';
export type { HarnessAnswer, HarnessNetwork } from './harness-host.ts';
export type { HarnessDesk, HarnessRun } from './harness-state.ts';
