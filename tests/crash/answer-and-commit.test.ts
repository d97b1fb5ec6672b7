import { join } from 'node:path';
import { demoConfig, demoSeed, type MailCatcher, startMailCatcher } from '@fernwart/dev-env';
import { systemClock } from '@fernwart/server';
import { type Emulator, hostMap, startEmulator } from '@fernwart/teamviewer-emulator';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type AnswerProxy, startAnswerProxy } from '../support/answer-proxy.ts';
import { type DeskClient, signedIn } from '../support/desk-client.ts';
import { type NodeProcess, startNodeProcess } from '../support/node-process.ts';
import { places, startTestDesk, type TestPlace } from '../support/test-desk.ts';

describe.each(places)(
  'SIGKILL on $kind',
  ({ make }) => {
    let place: TestPlace;
    let emulator: Emulator;
    let catcher: MailCatcher;
    let proxy: AnswerProxy;
    let activity: { id: string };
    let node: NodeProcess;

    const start = () => {
      const options = { dataFolder: place.dataFolder, database: place.database, port: 0, blank: false };
      const {
        database,
        mail: _mail,
        keys: _keys,
        ...config
      } = demoConfig(options, hostMap(proxy.origin), catcher.smtpUrl);
      return startNodeProcess({
        ...config,
        databaseUrl: database.kind === 'postgres' ? database.url.reveal() : null,
        smtpUrl: catcher.smtpUrl,
      });
    };

    beforeEach(async () => {
      place = await make();
      const desk = await startTestDesk(place);
      activity = await (await signedIn(desk.server.origin, 'anna')).takenOverActivity(
        'The printer does not print',
      );
      await desk.stop();
      emulator = await startEmulator({
        port: 0,
        seed: demoSeed,
        stateFile: join(place.dataFolder, 'emulator.json'),
      });
      catcher = await startMailCatcher({ page: 0, smtp: 0 }, {}, systemClock());
      proxy = await startAnswerProxy(emulator.origin);
      node = await start();
    });
    afterEach(async () => {
      await node.stop();
      await proxy.close();
      await catcher.close();
      await emulator.close();
      await place.remove();
    });

    test("between TeamViewer's answer and our commit leaves one session and one journal entry", async () => {
      const dying = node;
      proxy.afterAnswer = ({ method, path }) => {
        if (method !== 'POST' || !path.toLowerCase().endsWith('/sessions')) return;
        proxy.afterAnswer = null;
        dying.kill();
      };
      const click = (await signedIn(node.origin, 'anna')).createSession(activity.id);
      // The server dies under it, before or after it answered the click.
      await click.catch(() => undefined);
      await dying.gone;
      expect(emulator.state.sessions.size).toBe(1);

      node = await start();
      const anna = await signedIn(node.origin, 'anna');
      expect(await sessionEntries(anna)).toEqual([]);
      await untilRecorded(anna);

      expect(emulator.state.sessions.size).toBe(1);
      expect(await sessionEntries(anna)).toHaveLength(1);
      await expect.poll(() => catcher.mails.length).toBe(1);
    });

    /** The adoption waits out the lost call and looks twice: the clock is moved past it, step by step. */
    async function untilRecorded(anna: DeskClient): Promise<void> {
      await expect
        .poll(
          async () => {
            node.advance({ seconds: 10 });
            return anna.offers(activity.id);
          },
          { timeout: 60_000, interval: 500 },
        )
        .toContain('teamviewer/join-native');
    }
    async function sessionEntries(anna: DeskClient): Promise<string[]> {
      const [code = ''] = emulator.state.sessions.keys();
      return (await anna.journal(activity.id)).filter((text) => text.includes(code));
    }
  },
  120_000,
);
