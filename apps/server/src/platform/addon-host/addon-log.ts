import type { Log as AddonLog } from '@fernwart/addon-kit';
import type { Log } from '../log/log.ts';
import { redact } from '../log/redact.ts';

/** One call's log lines; a flood is cut off and said to be. */
const mostLines = 200;
const mostFields = 30;
const longestField = 2000;

/** A package's way to the server's log. Its words stand in a field, so that our own messages stay static. */
export function addonLog(log: Log, packageId: string): AddonLog {
  let lines = 0;
  function write(level: 'info' | 'warn' | 'error') {
    return (message: unknown, fields: Record<string, unknown> = {}) => {
      lines += 1;
      if (lines > mostLines + 1) return;
      if (lines > mostLines)
        log.warn('An add-on logs too much; the rest of this call is left out', { package: packageId });
      else
        log[level]('An add-on says', {
          ...bounded(fields),
          package: packageId,
          says: String(message).slice(0, 500),
        });
    };
  }
  return { info: write('info'), warn: write('warn'), error: write('error') };
}

/** Fields as they are where they are small; what is large is cut to its beginning. */
function bounded(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields)
      .slice(0, mostFields)
      .map(([name, value]) => [name.slice(0, 100), shortened(value)]),
  );
}

function shortened(value: unknown): unknown {
  if (typeof value === 'string') return value.slice(0, longestField);
  if (typeof value !== 'object' || value === null) return value;
  // Redacted first: cut in the middle, a secret would no longer be known as one.
  const shown = redact(value);
  const text = JSON.stringify(shown);
  return text.length > longestField ? text.slice(0, longestField) : shown;
}
