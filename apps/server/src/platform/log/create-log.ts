import { type DestinationStream, destination as fileDescriptor, type Logger, pino } from 'pino';
import type { Clock } from '../clock/clock.ts';
import type { Log } from './log.ts';
import { redact } from './redact.ts';
import { currentTrace } from './trace.ts';

export interface LogOptions {
  readonly level: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  readonly clock: Clock;
  /** Takes one line of JSON at a time; standard error when left out. */
  readonly destination?: { write(line: string): void };
}

/** A log of JSON lines. Every field passes `redact`; what is being worked on stands in each of them. */
export function createLog(options: LogOptions): Log {
  const destination: DestinationStream = options.destination ?? fileDescriptor({ fd: 2, sync: true });
  return wrap(
    pino(
      {
        level: options.level,
        base: null,
        messageKey: 'message',
        timestamp: () => `,"time":"${options.clock.now().toString()}"`,
        formatters: { level: (level) => ({ level }) },
      },
      destination,
    ),
  );
}

function wrap(logger: Logger): Log {
  const at =
    (level: 'debug' | 'info' | 'warn' | 'error') => (message: string, fields?: Record<string, unknown>) => {
      if (logger.isLevelEnabled(level))
        logger[level](redact({ ...currentTrace(), ...fields }) as object, message);
    };
  return {
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    child: (fields) => wrap(logger.child(redact(fields) as object)),
  };
}
