import { once } from 'node:events';
import { createServer, request as forward } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface AnsweredCall {
  readonly method: string;
  readonly path: string;
  readonly status: number;
}

export interface AnswerProxy {
  readonly origin: string;
  /** Every call that was answered, oldest first. */
  readonly answered: readonly AnsweredCall[];
  /** Asked before a request, and before an answer, is passed on; true keeps it, and ends the caller's connection. */
  keeps: ((call: { method: string; path: string }, moment: 'request' | 'answer') => boolean) | null;
  /** Called once the whole answer to a request has left for the server. */
  afterAnswer: ((call: AnsweredCall) => void) | null;
  close(): Promise<void>;
}

/** Stands between the server and the emulator, so that a test can act in the very moment an answer arrives. */
export async function startAnswerProxy(target: string): Promise<AnswerProxy> {
  const answered: AnsweredCall[] = [];
  const server = createServer((request, response) => {
    const { method = 'GET', url = '/', headers } = request;
    const asked = { method, path: url.split('?', 1)[0] ?? url };
    if (proxy.keeps?.(asked, 'request')) return void response.destroy();
    const onward = forward(new URL(url, target), { method, headers }, (answer) => {
      if (proxy.keeps?.(asked, 'answer')) return void response.destroy();
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
      response.once('finish', () => {
        const call = { ...asked, status: answer.statusCode ?? 502 };
        answered.push(call);
        proxy.afterAnswer?.(call);
      });
    });
    onward.on('error', () => response.destroy());
    request.pipe(onward);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const proxy: AnswerProxy = {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    answered,
    keeps: null,
    afterAnswer: null,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return proxy;
}
