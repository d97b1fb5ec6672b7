import type { TestProject } from 'vitest/node';
import { throwawayPostgres } from './throwaway-postgres.ts';

/** Vitest's global set-up: one PostgreSQL server for the whole run, told to the tests as `postgresUrl`. */
export default async function postgres(project: TestProject): Promise<() => Promise<void>> {
  const server = await throwawayPostgres();
  project.provide('postgresUrl', server.url);
  return () => server.stop();
}
