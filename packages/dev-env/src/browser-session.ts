/** The little of a browser that walking through sign-in and consent needs: cookies, and no redirect followed unseen. */
export interface BrowserSession {
  /** Rejects for a status of 400 and above. */
  send(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH',
    url: string,
    /** Bytes are sent as a file. */
    body?: Record<string, unknown> | URLSearchParams | Uint8Array<ArrayBuffer>,
  ): Promise<Response>;
}

export function browserSession(): BrowserSession {
  const cookies = new Map<string, string>();
  return {
    async send(method, url, body) {
      const isJson = body && !(body instanceof URLSearchParams) && !(body instanceof Uint8Array);
      // oxlint-disable-next-line fernwart/fetch-in-net -- this plays a browser, not the server
      const response = await fetch(url, {
        method,
        redirect: 'manual',
        headers: {
          cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
          origin: new URL(url).origin,
          ...(isJson ? { 'content-type': 'application/json' } : {}),
          ...(body instanceof Uint8Array ? { 'content-type': 'application/octet-stream' } : {}),
        },
        ...(body ? { body: isJson ? JSON.stringify(body) : body } : {}),
      });
      for (const cookie of response.headers.getSetCookie()) {
        const [pair = ''] = cookie.split(';', 1);
        const at = pair.indexOf('=');
        cookies.set(pair.slice(0, at), pair.slice(at + 1));
      }
      if (response.status >= 400)
        throw new Error(`${method} ${url} answered ${response.status}: ${await response.text()}`);
      return response;
    },
  };
}
