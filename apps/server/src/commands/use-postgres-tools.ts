import type { ServerConfig } from '../config/server-config.ts';
import { StartRefused } from '../platform/start-refused.ts';

/** PostgreSQL is backed up with its own tools, which know more of it than we ever will. */
export function usePostgresTools({ database }: ServerConfig, tool: string): void {
  if (database.kind === 'embedded') return;
  throw new StartRefused(
    'database',
    `DATABASE_URL names a PostgreSQL server: use "${tool}", as docs/operate/backup.md says. This command is for the embedded database.`,
  );
}
