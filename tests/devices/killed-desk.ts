import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { demoConfig, demoSeed, type MailCatcher, startMailCatcher } from '@fernwart/dev-env';
import { systemClock } from '@fernwart/server';
import { type Emulator, hostMap, startEmulator } from '@fernwart/teamviewer-emulator';
import { startAnswerProxy } from '../support/answer-proxy.ts';
import { type DeskClient, signedIn } from '../support/desk-client.ts';
import { type NodeProcess, startNodeProcess } from '../support/node-process.ts';
import { startTestDesk, type TestPlace } from '../support/test-desk.ts';
import { activate, finished, idsByName, type SyncRun, synchronise } from './sync-client.ts';

/** When a server dies: once this many answers of a synchronisation have reached it, and so much later. */
export interface Death {
  readonly afterAnswer: number;
  readonly milliseconds: number;
}

/** A desk in a process of its own, which is killed in the middle of a synchronisation and started again. */
export interface KilledDesk {
  readonly emulator: Emulator;
  admin(): Promise<DeskClient>;
  /** Activates, kills the server at that moment, starts it again and waits for the same run to end. */
  killedRun(death: Death): Promise<SyncRun>;
  close(): Promise<void>;
}

/** The synchronisation has gone through once, undisturbed. */
export async function openKilledDesk(place: TestPlace): Promise<KilledDesk> {
  const desk = await startTestDesk(place);
  await desk.stop();
  const stateFile = join(place.dataFolder, 'emulator.json');
  const emulator = await startEmulator({ port: 0, seed: demoSeed, stateFile });
  const catcher: MailCatcher = await startMailCatcher({ page: 0, smtp: 0 }, {}, systemClock());
  const proxy = await startAnswerProxy(emulator.origin);

  function start(): Promise<NodeProcess> {
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
  }
  let node = await start();
  const admin = () => signedIn(node.origin, 'admin');
  await synchronise(await admin());
  return {
    emulator,
    admin,
    async killedRun({ afterAnswer, milliseconds }) {
      const dying = node;
      let answers = 0;
      proxy.afterAnswer = ({ path }) => {
        if (!path.includes('/managed/')) return;
        answers += 1;
        if (answers === afterAnswer) void setTimeout(milliseconds).then(() => dying.kill());
      };
      const run = await activate(await admin());
      await dying.gone;
      proxy.afterAnswer = null;
      node = await start();
      // The dead server's hold on its run would last for some more seconds; that wait proves nothing.
      await node.query(`update runs set lease_until = now() - interval '1 second' where id = '${run}'`);
      return finished(await admin(), run);
    },
    async close() {
      await node.stop();
      await proxy.close();
      await catcher.close();
      await emulator.close();
    },
  };
}

/**
 * Some machines get other IDs, the server is killed while these come, and what is there in the end is what an
 * undisturbed run would have made of it: answers both. More machines than these would be stopped by the brake.
 */
export async function roundOf(
  desk: KilledDesk,
  death: Death,
): Promise<{ run: SyncRun; found: Map<string, string>; expected: Map<string, string> }> {
  const before = await idsByName(await desk.admin());
  const renumbered = new Map<string, string>();
  for (const machine of [...desk.emulator.state.managedDevices.values()].slice(0, 22)) {
    renumbered.set(String(machine.teamviewerId), String(machine.teamviewerId + 7));
    machine.teamviewerId += 7;
  }
  const run = await desk.killedRun(death);
  const expected = new Map([...before].map(([asset, id]) => [asset, renumbered.get(id) ?? id]));
  return { run, found: await idsByName(await desk.admin()), expected };
}

/** The same seed is always the same death: within reading, matching or writing, on a machine of usual speed. */
export function deathOf(seed: number): Death {
  let state = (seed * 2_654_435_761) >>> 0;
  const next = (below: number) => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 374_761_393) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  return { afterAnswer: 1 + next(6), milliseconds: next(5) === 0 ? 0 : next(160) };
}
