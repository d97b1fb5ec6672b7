export { hostMap } from './host-map.ts';
export { type Emulator, type EmulatorOptions, startEmulator } from './start-emulator.ts';
export type { SeedFile } from './state/seed-schema.ts';
export type { Switches } from './state/switches.ts';
export type { World } from './state/world.ts';
