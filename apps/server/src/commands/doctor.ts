import { loadConfig } from '../config/load-config.ts';
import { openConfiguredDatabase } from '../configured-database.ts';
import { systemClock } from '../platform/clock/system-clock.ts';
import { createLog } from '../platform/log/create-log.ts';
import { examine, type Finding } from './examine.ts';

const marks = { ok: 'ok   ', note: 'note ', fails: 'FAILS' } as const;

/** Says how everything is that a start depends on. Answers whether all of it is well. */
export async function doctor(): Promise<boolean> {
  const config = loadConfig();
  say({ state: 'ok', text: 'The configuration is complete.' });
  const clock = systemClock();
  const db = await openConfiguredDatabase(config, createLog({ level: 'silent', clock }));
  try {
    const findings = await examine(config, db, clock);
    for (const finding of findings) say(finding);
    return findings.every(({ state }) => state !== 'fails');
  } finally {
    await db.close();
  }
}

function say({ state, text }: Finding): void {
  process.stdout.write(`${marks[state]} ${text}\n`);
}
