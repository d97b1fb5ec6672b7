import type { Database } from './database.ts';
import { openDatabase } from './open-database.ts';
import { postgresPool } from './postgres-pool.ts';

/** A PostgreSQL server, 15 or newer. */
export function openPostgresDatabase(url: string, onError: (error: unknown) => void): Database {
  return openDatabase('postgres', postgresPool(url, onError), onError);
}
