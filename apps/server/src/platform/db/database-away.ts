/** Connections that broke or could not be made, and a server that stops, starts or recovers (PostgreSQL documentation, appendix A). */
const codes = /^(?:08\w{3}|57P0[1-5]|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)$/;
/** The driver gives these no code. */
const messages =
  /^Connection terminated|^timeout exceeded when trying to connect|^Client has encountered a connection error/;

/** Whether a statement failed because the database was away: nothing is wrong with it, and it may be repeated as a whole. */
export function databaseAway(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { code, message, cause } = error as { code?: unknown; message?: unknown; cause?: unknown };
  if (typeof code === 'string' && codes.test(code)) return true;
  return (typeof message === 'string' && messages.test(message)) || databaseAway(cause);
}
