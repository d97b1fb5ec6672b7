import type { DevEnv } from '@fernwart/dev-env';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DeskClient, signedIn } from '../support/desk-client.ts';
import { places, startTestDesk, type TestPlace } from '../support/test-desk.ts';

describe.each(places)(
  'acceptance 62 on $kind',
  ({ make }) => {
    let place: TestPlace;
    let desk: DevEnv;
    let anna: DeskClient;
    beforeAll(async () => {
      place = await make();
      desk = await startTestDesk(place);
      anna = await signedIn(desk.server.origin, 'anna');
    });
    afterAll(async () => {
      await desk.stop();
      await place.remove();
    });

    /** Codes that TeamViewer made while `work` was done. */
    async function codesMadeBy(work: () => Promise<void>): Promise<string[]> {
      const before = new Set(desk.emulator.state.sessions.keys());
      await work();
      return [...desk.emulator.state.sessions.keys()].filter((code) => !before.has(code));
    }
    const joinable = (id: string) =>
      expect.poll(() => anna.offers(id), { timeout: 10_000 }).toContain('teamviewer/join-native');

    test('20 parallel clicks give one session, one journal entry and one mail', async () => {
      const { id } = await anna.takenOverActivity('No network since the move');
      const codes = await codesMadeBy(async () => {
        const clicks = await Promise.allSettled(Array.from({ length: 20 }, () => anna.createSession(id)));
        const runs = clicks.flatMap((click) => (click.status === 'fulfilled' ? [click.value.run] : []));
        expect(new Set(runs).size).toBe(1);
        await joinable(id);
      });
      expect(codes).toHaveLength(1);
      const [code = ''] = codes;
      expect((await anna.journal(id)).filter((text) => text.includes(code))).toHaveLength(1);
      await expect.poll(() => desk.catcher.mails.filter((mail) => mail.text.includes(code))).toHaveLength(1);
    });

    test('a click on an activity that has a session already is refused by the server', async () => {
      const { id } = await anna.takenOverActivity('The screen flickers');
      const codes = await codesMadeBy(async () => {
        await anna.createSession(id);
        await joinable(id);
        await expect(anna.createSession(id)).rejects.toThrow(/answered 4\d\d/);
      });
      expect(codes).toHaveLength(1);
    });

    test('somebody who is not responsible is not offered it and is refused', async () => {
      const { id } = await anna.takenOverActivity('The mouse jumps');
      const ben = await signedIn(desk.server.origin, 'ben');
      expect(await ben.offers(id)).not.toContain('teamviewer/create-session');
      const codes = await codesMadeBy(() => expect(ben.createSession(id)).rejects.toThrow(/answered 4\d\d/));
      expect(codes).toEqual([]);
    });
  },
  120_000,
);
