import { Secret } from '@fernwart/addon-kit';
import { drivenClock, type RunningServer, startServer, systemClock } from '@fernwart/server';
import type { PlainConfig } from './node-process.ts';

type Message =
  | { kind: 'start'; config: PlainConfig }
  | { kind: 'advance'; milliseconds: number }
  | { kind: 'query'; id: number; text: string }
  | { kind: 'stop' };

const clock = drivenClock(systemClock());
let server: RunningServer | undefined;

process.on('message', (message: Message) => {
  void handle(message);
});
// The test is gone: nothing is left to serve.
process.on('disconnect', () => process.exit());

async function handle(message: Message): Promise<void> {
  switch (message.kind) {
    case 'start': {
      const { databaseUrl, smtpUrl, ...config } = message.config;
      server = await startServer(
        {
          ...config,
          keys: null,
          database:
            databaseUrl === null ? { kind: 'embedded' } : { kind: 'postgres', url: new Secret(databaseUrl) },
          mail: { smtpUrl: new Secret(smtpUrl), from: { name: 'Desk', address: 'desk@fernwart.example' } },
        },
        { clock },
      );
      process.send?.({ origin: server.origin });
      return;
    }
    case 'advance':
      clock.advance(Temporal.Duration.from({ milliseconds: message.milliseconds }));
      return;
    case 'query': {
      const rows = await server?.parts.db.query(message.text).catch((error: unknown) => String(error));
      process.send?.({ id: message.id, rows: JSON.parse(JSON.stringify(rows ?? 'no server')) });
      return;
    }
    case 'stop':
      await server?.stop();
      process.disconnect?.();
  }
}
