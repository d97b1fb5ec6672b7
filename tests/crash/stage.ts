import { openSync } from 'node:fs';
import { join } from 'node:path';
import { demoConfig, demoSeed, type MailCatcher, startMailCatcher } from '@fernwart/dev-env';
import { type Emulator, hostMap, startEmulator } from '@fernwart/teamviewer-emulator';
import { type AnswerProxy, startAnswerProxy } from '../support/answer-proxy.ts';
import { type NodeProcess, startNodeProcess } from '../support/node-process.ts';
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.ts';
import type { DeskCopy } from './desk-template.ts';

/** Real server processes behind a balancer; between them and everything else stand proxies that can be cut. */
export interface Stage {
  /** Where clients go: any node that lives. */
  readonly origin: string;
  readonly emulator: Emulator;
  readonly catcher: MailCatcher;
  readonly answers: AnswerProxy;
  readonly toTeamViewer: TcpProxy;
  readonly toMail: TcpProxy;
  /** Null on the embedded database. */
  readonly toDatabase: TcpProxy | null;
  readonly nodes: readonly (NodeProcess | null)[];
  /** Of everybody: servers, emulator and mail. */
  advance(duration: Temporal.DurationLike): void;
  kill(index: number): Promise<void>;
  start(index: number): Promise<void>;
  /** Nodes that ended although nobody killed them. */
  readonly deserted: readonly string[];
  stop(): Promise<void>;
}

export async function openStage(copy: DeskCopy, evidence: string): Promise<Stage> {
  let ahead = Temporal.Duration.from({ milliseconds: 0 });
  const clock = { now: () => Temporal.Now.instant().add(ahead) };
  const [first = ''] = copy.folders;
  const emulator = await startEmulator({
    port: 0,
    now: clock.now,
    seed: demoSeed,
    stateFile: join(first, 'emulator.json'),
  });
  // What a day's outbox says is held against every mail of it.
  const catcher = await startMailCatcher({ page: 0, smtp: 0 }, {}, clock, Number.POSITIVE_INFINITY);
  const answers = await startAnswerProxy(emulator.origin);
  const toTeamViewer = await startTcpProxy([addressOf(answers.origin)]);
  const toMail = await startTcpProxy([addressOf(catcher.smtpUrl)]);
  const toDatabase = copy.databaseUrl === null ? null : await startTcpProxy([addressOf(copy.databaseUrl)]);
  const balancer = await startTcpProxy([]);
  const log = openSync(evidence, 'a');
  const nodes: (NodeProcess | null)[] = copy.folders.map(() => null);
  const ports = new Map<number, number>();
  const deserted: string[] = [];
  const starting = new Map<number, Promise<void>>();

  function balance(): void {
    balancer.targets.splice(
      0,
      balancer.targets.length,
      ...ports.values().map((port) => ({ host: '127.0.0.1', port })),
    );
  }

  const stage: Stage = {
    origin: `http://127.0.0.1:${balancer.port}`,
    emulator,
    catcher,
    answers,
    toTeamViewer,
    toMail,
    toDatabase,
    nodes,
    deserted,
    advance(duration) {
      ahead = ahead.add(Temporal.Duration.from(duration)).round({ largestUnit: 'hours' });
      for (const node of nodes) node?.advance(duration);
    },
    async kill(index) {
      const node = nodes[index];
      if (!node) return;
      nodes[index] = null;
      ports.delete(index);
      balance();
      node.kill();
      await node.gone;
    },
    start(index) {
      const going = starting.get(index);
      if (going) return going;
      // Two blows may want the same node back.
      const start = startNode(index).finally(() => starting.delete(index));
      starting.set(index, start);
      return start;
    },
    async stop() {
      for (const [index, node] of nodes.entries()) {
        nodes[index] = null;
        await node?.stop();
      }
      for (const proxy of [balancer, toTeamViewer, toMail, toDatabase]) await proxy?.close();
      await answers.close();
      await catcher.close();
      await emulator.close();
    },
  };

  async function startNode(index: number): Promise<void> {
    if (nodes[index]) return;
    const {
      database: _database,
      mail: _mail,
      keys: _keys,
      ...config
    } = demoConfig(
      { dataFolder: copy.folders[index] ?? '', port: 0, blank: false },
      hostMap(`http://127.0.0.1:${toTeamViewer.port}`),
      '',
    );
    const startedAt = ahead;
    const node = await startNodeProcess(
      {
        ...config,
        // Two agents play a whole desk, faster than the clock outside: how often one person may ask is no matter here.
        http: {
          ...config.http,
          publicUrl: `http://127.0.0.1:${balancer.port}`,
          personPerMinute: 1_000_000_000,
        },
        databaseUrl: throughProxy(copy.databaseUrl, toDatabase),
        smtpUrl: `smtp://127.0.0.1:${toMail.port}`,
      },
      { ahead: startedAt, log },
    );
    node.advance(ahead.subtract(startedAt));
    nodes[index] = node;
    ports.set(index, Number(new URL(node.origin).port));
    balance();
    void node.gone.then(() => {
      if (nodes[index] === node) deserted.push(`node ${index} (process ${node.pid}) ended by itself`);
    });
  }

  await Promise.all(nodes.map((_, index) => stage.start(index)));
  return stage;
}

function addressOf(url: string): { host: string; port: number } {
  const { hostname, port } = new URL(url);
  return { host: hostname, port: Number(port) };
}

function throughProxy(url: string | null, proxy: TcpProxy | null): string | null {
  if (url === null || proxy === null) return null;
  const through = new URL(url);
  through.port = String(proxy.port);
  return through.href;
}
