import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { places, type TestPlace } from '../support/test-desk.ts';
import { deathOf, type KilledDesk, openKilledDesk, roundOf } from './killed-desk.ts';
import { synchronise } from './sync-client.ts';

/** Ten seeded moments on PostgreSQL, where a restart is quick, and one on PGlite. */
const deaths = {
  PGlite: [{ afterAnswer: 3, milliseconds: 0 }],
  PostgreSQL: Array.from({ length: 10 }, (_, seed) => deathOf(seed + 1)),
};

describe.each(places)(
  'a synchronisation that is killed on $kind',
  ({ kind, make }) => {
    let place: TestPlace;
    let desk: KilledDesk;
    beforeAll(async () => {
      place = await make();
      desk = await openKilledDesk(place);
    }, 180_000);
    afterAll(async () => {
      await desk?.close();
      await place.remove();
    });

    test.each(deaths[kind])(
      'after answer $afterAnswer and $milliseconds ms goes on where it stopped, to the same end',
      async (death) => {
        const { run, found, expected } = await roundOf(desk, death);
        expect(run.state).toBe('succeeded');
        expect(found.size).toBeGreaterThan(80);
        expect(found).toEqual(expected);
      },
    );

    test('and the next one finds nothing left to do', async () => {
      expect(await synchronise(await desk.admin())).toMatchObject({
        state: 'succeeded',
        result: { written: 0, vanished: 0 },
      });
    });
  },
  240_000,
);
