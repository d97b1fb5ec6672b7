import type { Host } from '@fernwart/addon-kit';
import { secret } from '@fernwart/teamviewer';

/** Seals a text for one purpose; the purpose must be named again to open it. */
export function sealText(host: Host, text: string, purpose: string): Promise<string> {
  return host.secrets.seal(secret(text), purpose);
}

/** SHA-256 as base64url. */
export async function digestOf(text: string): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
  return bytes.toBase64({ alphabet: 'base64url', omitPadding: true });
}
