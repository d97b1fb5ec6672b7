import type { ServerConfig } from '../config/server-config.ts';
import type { Clock } from '../platform/clock/clock.ts';
import type { Database } from '../platform/db/database.ts';
import { examineDatabase } from './examine-database.ts';
import { examineMail } from './examine-mail.ts';
import { examineDisk, examineHosts, examineKeys, standIns } from './examine-surroundings.ts';
import type { Finding } from './finding.ts';

/** The database, or why it could not be opened. */
export type Opened = { readonly db: Database } | { readonly finding: Finding };

/** Looks at everything that a start and the daily work depend on, and changes nothing. One failing look spoils no other. */
export async function examine(config: ServerConfig, opened: Opened, clock: Clock): Promise<Finding[]> {
  const db = 'db' in opened ? opened.db : null;
  const looks: (() => Promise<Finding[]>)[] = [
    async () => (db ? examineDatabase(db, clock) : 'finding' in opened ? [opened.finding] : []),
    async () => [await examineKeys(config, db)],
    async () => [await examineDisk(config.dataFolder)],
    async () => [await examineMail(config, db, clock)],
    async () => examineHosts(config, db, clock),
    async () => [standIns(config)],
  ];
  const findings: Finding[] = [];
  for (const look of looks) {
    try {
      findings.push(...(await look()));
    } catch (error) {
      findings.push({ state: 'fails', text: error instanceof Error ? error.message : String(error) });
    }
  }
  return findings;
}
