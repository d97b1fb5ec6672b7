import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import type { EmulatorOptions } from './start-emulator.ts';
import { seedSchema } from './state/seed-schema.ts';
import { switchValue } from './state/switch-value.ts';
import { changeSwitches, defaultSwitches, switchesSchema } from './state/switches.ts';

/** A start that cannot be: every reason at once, each with its remedy. */
export class ArgumentError extends Error {}

/** What the command line asks for: help, or a start with these options. */
export function readArguments(given: readonly string[]): { help: string } | { options: EmulatorOptions } {
  const { values } = parse(given);
  if (values.help) return { help: helpText() };
  const complaints: string[] = [];
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    complaints.push('--port takes a number from 0 to 65535.');

  const options: EmulatorOptions = { port, host: values.host };
  if (values.seed !== undefined) {
    const seed = seedSchema.safeParse(readSeed(values.seed, complaints));
    if (seed.success) options.seed = seed.data;
    else complaints.push(`${values.seed} is no seed: ${z.prettifyError(seed.error)}`);
  }
  try {
    options.switches = changeSwitches(defaultSwitches(), switchesOf(values.switch));
  } catch (cause) {
    complaints.push(
      `--switch takes name=position; --help lists them. ${cause instanceof z.ZodError ? z.prettifyError(cause) : ''}`,
    );
  }
  if (values.tls !== undefined) options.tls = { writeCaTo: values.tls };
  if (values.state !== undefined) options.stateFile = values.state;
  if (values['public-origin'] !== undefined) options.publicOrigin = values['public-origin'];
  if (complaints.length > 0) throw new ArgumentError(complaints.join('\n'));
  return { options };
}

function parse(given: readonly string[]) {
  try {
    return parseArgs({
      args: [...given],
      options: {
        help: { type: 'boolean', short: 'h', default: false },
        port: { type: 'string', default: '4243' },
        host: { type: 'string', default: '127.0.0.1' },
        seed: { type: 'string' },
        switch: { type: 'string', multiple: true, default: [] },
        tls: { type: 'string' },
        state: { type: 'string' },
        'public-origin': { type: 'string' },
      },
    });
  } catch (cause) {
    throw new ArgumentError(`${cause instanceof Error ? cause.message : 'Wrong arguments.'} See --help.`, {
      cause,
    });
  }
}

function readSeed(path: string, complaints: string[]): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    complaints.push(`${path} cannot be read as JSON: ${cause instanceof Error ? cause.message : ''}`);
    return { companies: [] };
  }
}

/** `name=position` pairs; what reads as a number, true, false or null is one. */
function switchesOf(pairs: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=');
      return [pair.slice(0, at), switchValue(pair.slice(0, at), pair.slice(at + 1))];
    }),
  );
}

function helpText(): string {
  const switches = Object.entries(switchesSchema.shape)
    .map(
      ([name, schema]) =>
        `  ${name} (${JSON.stringify(schema.parse(undefined))})\n      ${schema.description ?? ''}`,
    )
    .join('\n');
  return `TeamViewer emulator: TeamViewer's cloud as a stand-in for tests and demonstrations.

  ./teamviewer-emulator [arguments]

  --port <number>           default 4243; 0 takes a free one
  --host <address>          default 127.0.0.1: reachable from this computer only
  --seed <file>             companies, users, apps, devices … as JSON
  --state <file>            keep the state in this file over a restart
  --switch <name>=<value>   set a switch; may be repeated
  --tls <file>              serve https; the certificate to trust is written to this file
  --public-origin <origin>  how browsers reach the emulator

Switches (default):
${switches}
`;
}
