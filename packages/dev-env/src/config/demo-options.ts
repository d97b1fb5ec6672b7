import { resolve } from 'node:path';
import { StartRefused } from '@fernwart/server';

export interface DemoOptions {
  readonly port: number;
  readonly dataFolder: string;
  readonly blank: boolean;
}

/** Reads `--blank`, PORT and FERNWART_DATA. Throws `StartRefused` for anything else. */
export function demoOptions(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>> = process.env,
): DemoOptions {
  const unknown = args.find((each) => each !== '--blank');
  if (unknown !== undefined) {
    throw new StartRefused(
      'configuration',
      `npm start knows --blank and nothing else; "${unknown}" is something else.`,
    );
  }
  const port = Number(env['PORT'] ?? 4242);
  if (!Number.isInteger(port) || port < 0 || port > 65_532) {
    throw new StartRefused(
      'configuration',
      'PORT is a number from 1 to 65532: the demo also takes the three ports after it.',
    );
  }
  return { port, dataFolder: resolve(env['FERNWART_DATA'] ?? 'data'), blank: args.includes('--blank') };
}
