/** What an administrator pasted, as far as it can be used. */
export type PastedCode =
  | { readonly ok: true; readonly code: string /** Only from a whole address. */; readonly state?: string }
  | { readonly ok: false; readonly reason: 'empty' | 'denied' | 'no_code' | 'malformed' };

/** Examples are 8 alphanumerics (facts §2.3 [L]); codes are opaque, so any run of unreserved characters will do. */
const CODE = /^[\w.~+/=-]{4,512}$/;
const LONGEST_PASTE = 8192;

/**
 * Finds the authorization code in pasted text: a bare code, `code=…`, a query string or the whole address from the
 * browser. Where an address carries `error` instead, consent was denied (facts §2.2 [U]: RFC 6749's form is assumed).
 */
export function extractCode(pasted: string): PastedCode {
  const text = unwrapped(pasted);
  if (text === '') return { ok: false, reason: 'empty' };
  if (text.length > LONGEST_PASTE) return { ok: false, reason: 'malformed' };
  const parameters = parametersOf(text);
  if (parameters === undefined) return checked(text, null);
  if (parameters.has('error')) return { ok: false, reason: 'denied' };
  const codes = parameters.getAll('code');
  if (codes.length === 0) return { ok: false, reason: 'no_code' };
  if (codes.length > 1) return { ok: false, reason: 'malformed' };
  return checked(codes[0] ?? '', parameters.get('state'));
}

/** Drops what mail programs and people put around an address. */
function unwrapped(pasted: string): string {
  return pasted
    .trim()
    .replace(/^[<"'“„]+/, '')
    .replace(/[>"'”“]+$/, '')
    .trim();
}

function parametersOf(text: string): URLSearchParams | undefined {
  if (/^https?:\/\//i.test(text)) {
    const url = URL.parse(text);
    return new URLSearchParams(url === null ? '' : url.search === '' ? url.hash.slice(1) : url.search);
  }
  const query = /(?:^|[?&])((?:code|state|error)=.*)$/s.exec(text)?.[1];
  return query === undefined ? undefined : new URLSearchParams(query.split('#')[0]);
}

function checked(code: string, state: string | null): PastedCode {
  if (!CODE.test(code)) return { ok: false, reason: 'malformed' };
  return state === null ? { ok: true, code } : { ok: true, code, state };
}
