import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { startEmulator } from './start-emulator.ts';
import { seedSchema } from './state/seed-schema.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '4243' },
    host: { type: 'string', default: '127.0.0.1' },
    seed: { type: 'string' },
    switch: { type: 'string', multiple: true, default: [] },
  },
});

const seed =
  values.seed === undefined ? undefined : seedSchema.parse(JSON.parse(readFileSync(values.seed, 'utf8')));
const switches = Object.fromEntries(
  values.switch.map((pair) => {
    const at = pair.indexOf('=');
    return [pair.slice(0, at), pair.slice(at + 1)];
  }),
);
const emulator = await startEmulator({
  port: Number(values.port),
  host: values.host,
  switches,
  ...(seed ? { seed } : {}),
});
process.stdout.write(`TeamViewer emulator: ${emulator.origin}\n`);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void emulator.close());
