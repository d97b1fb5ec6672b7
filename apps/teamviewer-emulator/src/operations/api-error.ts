/** A refusal as the service words it (TV-3.1): `error` is what a client decides by. */
export class ApiError extends Error {
  readonly status: number;
  readonly error: string;
  readonly headers: Record<string, string>;
  /** A body of another form than the usual one, sent as it stands. */
  readonly body: string | undefined;

  constructor(
    status: number,
    error: string,
    description: string,
    more: { headers?: Record<string, string>; body?: string } = {},
  ) {
    super(description);
    this.status = status;
    this.error = error;
    this.headers = more.headers ?? {};
    this.body = more.body;
  }
}

/** `error_code` is one number per kind of error; only the 1 of token_expired is known (TV-3.1), the others are ours. */
const errorCodes: Record<string, number> = {
  token_expired: 1,
  invalid_request: 2,
  invalid_token: 3,
  invalid_client: 4,
  invalid_grant: 5,
  blocked: 6,
  rate_limit_reached: 7,
  internal_error: 8,
  email_in_use: 9,
  not_found: 10,
  wrong_credentials: 11,
  too_many_retries: 12,
  invalid_permission: 13,
  unsupported_grant_type: 14,
};

export function errorBody(error: string, description: string): Record<string, unknown> {
  return { error, error_description: description, error_code: errorCodes[error] ?? 99 };
}

export function invalidRequest(description: string): ApiError {
  return new ApiError(400, 'invalid_request', description);
}

export function notFound(description: string): ApiError {
  return new ApiError(404, 'not_found', description);
}

export function forbidden(description: string): ApiError {
  return new ApiError(403, 'invalid_permission', description);
}

export function malformed(name: string): ApiError {
  return invalidRequest(`Parameter '${name}' is missing or malformed.`);
}

export function unauthorised(error: 'invalid_token' | 'token_expired', description: string): ApiError {
  return new ApiError(401, error, description, { headers: { 'www-authenticate': 'Bearer' } });
}
