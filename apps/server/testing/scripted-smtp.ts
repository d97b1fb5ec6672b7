import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';

export type SmtpStep = 'greeting' | 'EHLO' | 'AUTH' | 'MAIL' | 'RCPT' | 'DATA' | 'message' | 'QUIT';
/** A reply, or what goes wrong instead of one: `hang up`, `say nothing`. */
export type SmtpReply = string;

const usual: Record<SmtpStep, string> = {
  greeting: '220 test ESMTP',
  EHLO: '250-test\r\n250 AUTH PLAIN',
  AUTH: '235 2.7.0 welcome',
  MAIL: '250 2.1.0 ok',
  RCPT: '250 2.1.5 ok',
  DATA: '354 go on',
  message: '250 2.0.0 queued',
  QUIT: '221 bye',
};

/** A mail server on 127.0.0.1 that answers each step as it is told, and keeps what it was sent. */
export async function scriptedSmtp() {
  const script: Partial<Record<SmtpStep, SmtpReply>> = {};
  const messages: string[] = [];
  const commands: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    const reply = (step: SmtpStep) => {
      const answer = script[step] ?? usual[step];
      if (answer === 'hang up') socket.destroy();
      else if (answer !== 'say nothing') socket.write(`${answer}\r\n`);
    };
    let pending = '';
    let message: string | null = null;
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      pending += chunk;
      for (let end = pending.indexOf('\r\n'); end >= 0; end = pending.indexOf('\r\n')) {
        const line = pending.slice(0, end);
        pending = pending.slice(end + 2);
        if (message === null) {
          commands.push(line);
          const step = line.split(' ', 1)[0]?.toUpperCase() as SmtpStep;
          if (step === 'DATA') message = '';
          reply(step);
        } else if (line === '.') {
          messages.push(message);
          message = null;
          reply('message');
        } else {
          message += `${line}\r\n`;
        }
      }
    });
    reply('greeting');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    port,
    messages,
    commands,
    /** Connections at this moment. */
    get open() {
      return sockets.size;
    },
    /** From now on. */
    answer: (step: SmtpStep, reply: SmtpReply) => void (script[step] = reply),
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
export type ScriptedSmtp = Awaited<ReturnType<typeof scriptedSmtp>>;
