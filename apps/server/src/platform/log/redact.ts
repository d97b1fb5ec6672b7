/** Members of these names never reach the log, whatever they hold. */
const secretName =
  /pass(word|phrase|wd)|secret|token|authorization|cookie|credential|api_?-?key|private_?-?key|code_?verifier|smtp_?url|database_?url/i;

/** What a secret looks like inside other text: each match becomes `[redacted]`. */
const secretShapes: readonly RegExp[] = [
  /\bBearer\s+\S+/gi,
  // Members of a query or form body (RFC 6749 names and our own).
  /(?<=\b(?:code|token|access_token|refresh_token|client_secret|code_verifier|password)=)[^&\s"']+/gi,
  // User and password in an address.
  /(?<=\/\/)[^/\s:@]*:[^/\s@]+(?=@)/g,
  // JSON Web Tokens, and our own sealed values.
  /\beyJ[\w-]+\.[\w-]+\.[\w-]*/g,
  /\bv1\.[0-9a-f]{8,}\.[\w-]+\.[\w-]*\.[\w-]+/g,
  // Any long run that mixes cases and digits; digests in hex and ids do not.
  /(?<![\w-])(?=[\w-]*[a-z])(?=[\w-]*[A-Z])(?=[\w-]*\d)[\w-]{32,}/g,
];

const deepest = 6;

/** A copy of a log field that can be printed: secrets replaced, errors opened, bytes counted. */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return redactText(value);
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'function' || typeof value === 'symbol') return '[unprintable]';
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= deepest) return '[deeper]';
  if (value instanceof Error) return redactError(value, depth);
  if (value instanceof Uint8Array) return `[${value.byteLength} bytes]`;
  if (Array.isArray(value)) return value.map((member) => redact(member, depth + 1));
  if (value instanceof Map || value instanceof Set) return redact([...value], depth);
  // Instants, durations, addresses and secrets say themselves how they are printed.
  if ('toJSON' in value && typeof value.toJSON === 'function') return redact(value.toJSON(), depth + 1);
  return redactMembers(value, depth);
}

function redactMembers(value: object, depth: number): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      secretName.test(name) ? '[redacted]' : redact(member, depth + 1),
    ]),
  );
}

function redactError(error: Error, depth: number): Record<string, unknown> {
  const { name, message, stack } = error;
  return {
    name,
    message: redactText(message),
    ...redactMembers(Object.fromEntries(Object.entries(error)), depth),
    ...(error.cause === undefined ? {} : { cause: redact(error.cause, depth + 1) }),
    stack: redactText(stack ?? ''),
  };
}

function redactText(text: string): string {
  return secretShapes.reduce((shown, shape) => shown.replaceAll(shape, '[redacted]'), text);
}
