import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Command } from 'commander';
import { loadConfig } from '../config/load-config.ts';
import type { ServerConfig } from '../config/server-config.ts';
import { openConfiguredDatabase } from '../configured-database.ts';
import { createAudit } from '../features/audit/service.ts';
import { systemClock } from '../platform/clock/system-clock.ts';
import { keyIdOf } from '../platform/crypto/create-sealer.ts';
import { uuidV7 } from '../platform/crypto/ids.ts';
import { addKeyInFront, readKeyFile } from '../platform/crypto/key-file.ts';
import { createKeyRotation, type KeyState } from '../platform/crypto/key-rotation.ts';
import { openSealer } from '../platform/crypto/open-sealer.ts';
import { isRetired, listSealingKeys } from '../platform/crypto/sealing-keys-store.ts';
import type { Database } from '../platform/db/database.ts';
import { migrate } from '../platform/db/migrate.ts';
import { createLog } from '../platform/log/create-log.ts';
import { StartRefused } from '../platform/start-refused.ts';

/** `fernwart secrets …` */
export function secretsCommand(exitWith: (code: number) => void): Command {
  const command = new Command('secrets').description('the master keys that seal secrets in the database');
  command
    .command('rotate')
    .description('make a new master key and seal every secret under it, while Fernwart goes on serving')
    .action(async () => exitWith(await rotate(loadConfig('worker'))));
  return command;
}

/** Answers the exit code: 0 when the new key has taken over, or is being taken over by the running server. */
async function rotate(config: ServerConfig): Promise<number> {
  const keyFile = join(config.dataFolder, 'master.key');
  if (config.keys === null && (await readKeyFile(keyFile)) === null) {
    say(`There is no ${keyFile}: nothing has been sealed here yet. The first start makes it.`);
    return 1;
  }
  let db: Database;
  try {
    db = await openConfiguredDatabase(config, createLog({ level: 'silent', clock: systemClock() }));
  } catch (error) {
    if (!(error instanceof StartRefused) || error.code !== 'data_in_use' || config.keys !== null) throw error;
    const key = keyIdOf(await addKeyInFront(keyFile));
    say(`The new master key ${key} stands in front of ${keyFile}.`);
    say('The running server takes it up within seconds and writes to its log and audit when it is done.');
    return 0;
  }
  try {
    return await rotateIn(db, config, keyFile);
  } finally {
    await db.close();
  }
}

async function rotateIn(db: Database, config: ServerConfig, keyFile: string): Promise<number> {
  const clock = systemClock();
  const newId = uuidV7(clock);
  const nodeId = newId();
  const audit = createAudit({ clock, newId });
  await migrate(db);
  const ring = await openSealer({ db, clock, nodeId, keys: config.keys, keyFile });
  if (!(await newKeyIsReady(db, config, keyFile))) {
    if (config.keys !== null) {
      say('The master keys come from FERNWART_KEY, which only you can change:');
      say('  1. openssl rand -base64 32');
      say(
        '  2. put it in front of the others, with a comma, on every node, and restart them one after another',
      );
      say('  3. run this command again, or just wait: the last node that is restarted goes on by itself');
      return 1;
    }
    say(`The new master key ${keyIdOf(await addKeyInFront(keyFile))} stands in front of ${keyFile}.`);
    say('Nodes on other machines need the same file: copy it there. They read it without a restart.');
  }
  const rotation = createKeyRotation({
    db,
    clock,
    log: createLog({ level: 'silent', clock }),
    nodeId,
    ring,
    readKeys: async () => config.keys ?? readKeyFile(keyFile),
    record: (tx, action, details) =>
      audit.record(tx, { actor: 'command line', action, outcome: 'done', subject: 'secrets:keys', details }),
  });
  try {
    return await untilSettled(() => rotation.sweep(), config.keys === null ? keyFile : 'FERNWART_KEY');
  } finally {
    await rotation.stop();
  }
}

/** A change that was begun is carried on; another key is not made. */
async function newKeyIsReady(db: Database, config: ServerConfig, keyFile: string): Promise<boolean> {
  const keys = config.keys ?? (await readKeyFile(keyFile)) ?? [];
  const [first = ''] = keys.map(keyIdOf);
  const known = await listSealingKeys(db);
  if (known.length > 1) return true;
  return !known.some((key) => key.id === first) && !(await isRetired(db, first));
}

async function untilSettled(sweep: () => Promise<KeyState>, place: string): Promise<number> {
  let said = '';
  for (;;) {
    const state = await sweep();
    const sentence = sentenceOf(state, place);
    if (sentence !== said) say((said = sentence));
    if (state.kind === 'settled') return 0;
    if (state.kind === 'stuck') return 1;
    await wait(1000);
  }
}

function sentenceOf(state: KeyState, place: string): string {
  switch (state.kind) {
    case 'waiting':
      return `Waiting for ${state.nodes.length} node(s) that do not have the new key yet: ${state.nodes.join(', ')}. Ctrl-C does no harm; the nodes go on by themselves.`;
    case 'moving':
      return `The new key ${state.sealing} seals; what ${state.old.join(', ')} sealed is being sealed anew.`;
    case 'stuck':
      return `${state.values} value(s) of an earlier version keep the master key ${state.old}: store their configuration's secret again, and wait until sessions of that time are over; then run this again.`;
    case 'settled':
      return `Everything is sealed under ${state.sealing}. The old keys in ${place} open backups of before; take them out of it once you keep none of those.`;
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
