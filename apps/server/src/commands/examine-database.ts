import { findPause } from '../features/operations/pause-store.ts';
import { databaseName } from '../features/operations/store.ts';
import type { Clock } from '../platform/clock/clock.ts';
import type { Database } from '../platform/db/database.ts';
import { migrationState } from '../platform/db/pending-migrations.ts';
import type { Finding } from './finding.ts';

const oldestPostgres = 15;
const clockTolerance = Temporal.Duration.from({ seconds: 5 });

/** The database and what stands in it. */
export async function examineDatabase(db: Database, clock: Clock): Promise<Finding[]> {
  const state = await migrationState(db);
  const migrated = state.pending.length === 0 && state.changed.length === 0;
  return [
    await answering(db),
    ...migrations(state),
    // It stands in a table that the migrations make.
    ...(migrated ? await paused(db) : []),
    await clocks(db, clock),
  ];
}

async function answering(db: Database): Promise<Finding> {
  const name = await databaseName(db);
  if (db.kind === 'pglite') return { state: 'ok', text: 'The embedded database answers.' };
  if (Number.parseInt(name.replace('PostgreSQL ', ''), 10) >= oldestPostgres) {
    return { state: 'ok', text: `The database answers: ${name}.` };
  }
  return { state: 'fails', text: `The database is ${name}: upgrade it to ${oldestPostgres} or newer.` };
}

function migrations({ pending, changed, unknown }: Awaited<ReturnType<typeof migrationState>>): Finding[] {
  const findings: Finding[] = [];
  if (changed.length > 0) {
    findings.push({
      state: 'fails',
      text: `Migrations read differently from what was applied (${changed.join(', ')}): restore these files from the version that you installed.`,
    });
  }
  if (unknown.length > 0) {
    findings.push({
      state: 'fails',
      text: `This database was used by a newer version (${unknown.join(', ')}): start that version, or restore the backup from before.`,
    });
  }
  if (pending.length > 0) {
    findings.push({
      state: 'note',
      text: `Not applied yet: ${pending.join(', ')}. The next start applies them, or run "./fernwart migrate".`,
    });
  }
  return findings.length > 0 ? findings : [{ state: 'ok', text: 'Every migration is applied.' }];
}

async function paused(db: Database): Promise<Finding[]> {
  const state = await findPause(db);
  if (!state) return [];
  return [
    {
      state: 'note',
      text: `It is paused since ${state.since.toString()}: no mail leaves, and nothing is asked of outside services. "./fernwart resume" ends that.`,
    },
  ];
}

async function clocks(db: Database, clock: Clock): Promise<Finding> {
  const apart = (await db.now()).since(clock.now()).abs();
  if (Temporal.Duration.compare(apart, clockTolerance) <= 0) {
    return { state: 'ok', text: 'This machine and the database agree on the time.' };
  }
  return {
    state: 'fails',
    text: `This machine and the database are ${Math.round(apart.total('seconds'))} seconds apart: set both by a time server.`,
  };
}
