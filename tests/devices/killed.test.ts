import { join } from 'node:path';
import { demoConfig, demoSeed, type MailCatcher, startMailCatcher } from '@fernwart/dev-env';
import { systemClock } from '@fernwart/server';
import { type Emulator, hostMap, startEmulator } from '@fernwart/teamviewer-emulator';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AnswerProxy, startAnswerProxy } from '../support/answer-proxy.ts';
import { type DeskClient, signedIn } from '../support/desk-client.ts';
import { type NodeProcess, startNodeProcess } from '../support/node-process.ts';
import { places, startTestDesk, type TestPlace } from '../support/test-desk.ts';
import { activate, finished, idsByName } from './sync-client.ts';

/** Which of the synchronisation's answers is the last that the server gets to see. */
const moments = [1, 3, 6];

describe.each(places)(
  'a synchronisation that is killed on $kind',
  ({ make }) => {
    let place: TestPlace;
    let emulator: Emulator;
    let catcher: MailCatcher;
    let proxy: AnswerProxy;
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
    const admin = (): Promise<DeskClient> => signedIn(node.origin, 'admin');

    beforeAll(async () => {
      place = await make();
      const desk = await startTestDesk(place);
      await desk.stop();
      const stateFile = join(place.dataFolder, 'emulator.json');
      emulator = await startEmulator({ port: 0, seed: demoSeed, stateFile });
      catcher = await startMailCatcher({ page: 0, smtp: 0 }, {}, systemClock());
      proxy = await startAnswerProxy(emulator.origin);
      node = await start();
    }, 180_000);
    afterAll(async () => {
      await node?.stop();
      await proxy?.close();
      await catcher?.close();
      await emulator?.close();
      await place.remove();
    });

    test.each(moments)('after answer %i goes on where it stopped, to the same end', async (moment) => {
      // Some machines get another ID, so that each round has something to write; more would be stopped by the brake.
      const machines = [...emulator.state.managedDevices.values()];
      for (const machine of machines.slice(0, 22)) machine.teamviewerId += 7;
      const dying = node;
      let answers = 0;
      proxy.afterAnswer = ({ path }) => {
        if (!path.includes('/managed/')) return;
        answers += 1;
        if (answers === moment) dying.kill();
      };
      const run = await activate(await admin());
      await dying.gone;
      proxy.afterAnswer = null;
      node = await start();
      const ended = await finished(await admin(), run);
      expect(ended.state).toBe('succeeded');
      const ids = await idsByName(await admin());
      expect(ids.size).toBeGreaterThan(80);
      for (const [asset, id] of ids) {
        const named = machines.filter((one) => one.name.toLowerCase().split('.')[0] === asset.toLowerCase());
        expect(named.map((one) => String(one.teamviewerId))).toContain(id);
      }
      // An undisturbed run finds nothing left to do.
      const again = await finished(await admin(), await activate(await admin()));
      expect(again).toMatchObject({ state: 'succeeded', result: { written: 0 } });
    });
  },
  240_000,
);
