import type { Log as AddonLog } from '@fernwart/addon-kit';
import type { Log } from '../log/log.ts';

/** One call's log lines; a flood is cut off and said to be. */
const mostLines = 200;

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
        log[level]('An add-on says', { package: packageId, says: String(message).slice(0, 500), ...fields });
    };
  }
  return { info: write('info'), warn: write('warn'), error: write('error') };
}
