import { expect, test } from 'vitest';
import { createClock } from './clock.ts';
import { defaultSeed } from './default-seed.ts';
import { createEmulation, type Emulation } from './emulation.ts';
import { fleetSchema } from './fleet-schema.ts';
import { generateFleet } from './generate-fleet.ts';
import { seededRandom } from './random.ts';

function emulation(): Emulation {
  const clock = createClock(() => Temporal.Instant.from('2026-11-01T00:00:00Z'));
  return createEmulation({ clock, random: seededRandom(1), seed: defaultSeed, switches: {}, world: null });
}

const wish = fleetSchema.parse({ groups: 8, devicesPerGroup: 100, events: 10, alarms: 5, seed: 42 });

test('the same seed makes the same fleet, another seed another one', () => {
  const made = [wish, wish, { ...wish, seed: 43 }].map((one) => {
    const target = emulation();
    generateFleet(target, one);
    return JSON.stringify([...target.world.devices.values()]);
  });
  expect(made[0]).toBe(made[1]);
  expect(made[0]).not.toBe(made[2]);
});

test('a fleet has German names, duplicates, reinstalled twins and missing dates', () => {
  const target = emulation();
  generateFleet(target, wish);
  const devices = [...target.world.devices.values()];
  expect(devices).toHaveLength(800);
  expect(new Set(devices.map(({ teamviewerId }) => teamviewerId)).size).toBe(800);
  expect([...target.world.groups.values()].map(({ name }) => name)).toContain('Standort München');
  const names = Map.groupBy(devices, ({ alias }) => alias);
  expect([...names.values()].filter((same) => same.length > 1).length).toBeGreaterThan(10);
  expect(devices.filter(({ lastSeen }) => lastSeen === null).length).toBeGreaterThan(10);
  const longGone = target.clock.ms() - 89 * 86_400_000;
  expect(devices.filter(({ lastSeen }) => lastSeen !== null && lastSeen < longGone).length).toBeGreaterThan(
    5,
  );
});

test('a second fleet does not overwrite the first', () => {
  const target = emulation();
  generateFleet(target, wish);
  generateFleet(target, { ...wish, seed: 2 });
  expect(target.world.devices.size).toBe(1600);
  expect(target.world.managedDevices.size).toBe(1600);
});

test('an unknown company is refused', () => {
  expect(() => generateFleet(emulation(), { ...wish, company: 'Niemand' })).toThrow('no such company');
});
