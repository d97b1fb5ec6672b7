import {
  askLocally,
  type LocalAnswer,
  type LocalRequest,
  listenLocally,
  localAddress,
} from '../../platform/http/local-socket.ts';
import type { Log } from '../../platform/log/log.ts';

/** What a command asks of the server that has the embedded database open: nobody else can open it meanwhile. */
export interface ControlDeeds {
  backup(options: { withMasterKey: boolean }): Promise<Uint8Array>;
  pause(): Promise<boolean>;
  resume(options: { discardMails: boolean }): Promise<{ discardedMails: number } | null>;
}

const socketName = 'control.sock';

/** Lets commands reach the server that runs on a data folder. Only for who holds the folder's lock. Answers what closes it. */
export function openControlSocket(
  dataFolder: string,
  deeds: ControlDeeds,
  log: Log,
): Promise<() => Promise<void>> {
  return listenLocally(dataFolder, socketName, (asked, answer) => {
    handle(asked, answer, deeds).catch((error: unknown) => {
      log.error('A command from the control socket failed', { command: asked.url, error });
      answer.writeHead(500).end('The server could not do it; the reason stands in its log.');
    });
  });
}

async function handle(asked: LocalRequest, answer: LocalAnswer, deeds: ControlDeeds): Promise<void> {
  const url = new URL(asked.url ?? '/', 'http://control');
  const has = (name: string) => url.searchParams.has(name);
  asked.resume();
  if (asked.method === 'POST' && url.pathname === '/backup') {
    answer.end(await deeds.backup({ withMasterKey: has('masterKey') }));
  } else if (asked.method === 'POST' && url.pathname === '/pause') {
    answer.end(JSON.stringify(await deeds.pause()));
  } else if (asked.method === 'POST' && url.pathname === '/resume') {
    answer.end(JSON.stringify(await deeds.resume({ discardMails: has('discardMails') })));
  } else {
    answer.writeHead(404).end('There is no such command.');
  }
}

/** The same deeds, done by the server that runs on this data folder; null where none listens. */
export async function runningServer(dataFolder: string): Promise<ControlDeeds | null> {
  const path = await localAddress(dataFolder, socketName).catch(() => null);
  if (path === null) return null;
  const ask = (address: string) => askLocally(path, 'POST', address);
  const answers = await ask('/').then(
    () => true,
    () => false,
  );
  if (!answers) return null;
  const deed = async (address: string) => {
    const { status, body } = await ask(address);
    if (status !== 200) throw new Error(body.toString());
    return body;
  };
  return {
    backup: ({ withMasterKey }) => deed(`/backup${withMasterKey ? '?masterKey' : ''}`),
    pause: async () => JSON.parse(String(await deed('/pause'))),
    resume: async ({ discardMails }) =>
      JSON.parse(String(await deed(`/resume${discardMails ? '?discardMails' : ''}`))),
  };
}
