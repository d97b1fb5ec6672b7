export type NetErrorCode = 'host_not_allowed' | 'network' | 'timeout' | 'response_too_large';

/** Why an outgoing call gave no answer. Messages name the host, never the address with its query. */
export class NetError extends Error {
  readonly code: NetErrorCode;
  constructor(code: NetErrorCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}

/** What an error of undici means to the caller. */
export function toNetError(error: unknown, host: string, deadline: AbortSignal): NetError {
  if (error instanceof NetError) return error;
  const { code, cause } = error as { code?: unknown; cause?: unknown };
  if (cause instanceof NetError) return cause;
  if (deadline.aborted || (typeof code === 'string' && /^UND_ERR_\w*TIMEOUT$|^ETIMEDOUT$/.test(code))) {
    return new NetError('timeout', `${host} did not answer in time`, error);
  }
  return new NetError('network', `${host} could not be reached`, error);
}
