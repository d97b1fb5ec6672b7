import { StartRefused } from '../start-refused.ts';

/** Why PostgreSQL cannot be used at the start, as one sentence; other errors stay what they are. */
export function databaseRefusal(error: unknown): unknown {
  const { code, message } = error as { code?: unknown; message?: unknown };
  const remedy = remedyOf(code);
  if (!remedy) return error;
  return new StartRefused(
    'database',
    `The database at DATABASE_URL cannot be used (${String(message)}): ${remedy}`,
    error,
  );
}

/** System errors, and SQLSTATEs of a refused connection (PostgreSQL documentation, appendix A). */
function remedyOf(code: unknown): string | null {
  switch (code) {
    case 'ECONNREFUSED':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'ETIMEDOUT':
    case 'ECONNRESET':
    case 'ENOENT':
      return 'start the database, or correct its address.';
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'correct the name of its host.';
    case '28P01':
    case '28000':
      return 'correct user and password.';
    case '3D000':
      return 'create this database, or correct its name.';
    case '53300':
      return 'allow it more connections.';
    case '57P03':
      return 'wait until it has started.';
    case '42501':
      return 'let this user create tables in it.';
    default:
      return null;
  }
}
