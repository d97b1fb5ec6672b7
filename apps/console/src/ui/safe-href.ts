/**
 * The address if it may be opened: on this origin, or https. Anything else is shown as plain text.
 * A console that itself came over plain http (the demo on one's own machine) also opens plain http on that machine,
 * where stand-ins of outside services run.
 */
export function safeHref(href: string, page: { protocol: string } = window.location): string | null {
  if (/^\/(?![/\\])/.test(href)) return href;
  try {
    const { protocol, hostname } = new URL(href);
    if (protocol === 'https:') return href;
    return protocol === 'http:' && page.protocol === 'http:' && isThisMachine(hostname) ? href : null;
  } catch {
    return null;
  }
}

function isThisMachine(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]';
}

/** Whether the console itself draws this address, so that no page load is needed. */
export function isConsolePath(href: string): boolean {
  return href.startsWith('/') && !/^\/(api|open|callback|demo|health|metrics|problems)(\/|$|\?)/.test(href);
}
