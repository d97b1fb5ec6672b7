import { env } from 'node:process';
import { expect, test } from 'vitest';
import { places } from '../support/test-desk.ts';
import { deathOf, openKilledDesk, roundOf } from './killed-desk.ts';

const runs = Number(env['FERNWART_KILLS'] ?? 100);

test(`a synchronisation that is killed at ${runs} seeded moments ends like an undisturbed one`, async () => {
  const place = await places[1].make();
  const desk = await openKilledDesk(place);
  try {
    for (let seed = 1; seed <= runs; seed += 1) {
      const { run, found, expected } = await roundOf(desk, deathOf(seed));
      expect({ seed, state: run.state }).toEqual({ seed, state: 'succeeded' });
      expect({ seed, found }).toEqual({ seed, found: expected });
    }
  } finally {
    await desk.close();
    await place.remove();
  }
}, 1_800_000);
