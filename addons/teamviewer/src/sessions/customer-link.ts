import type { Host } from '@fernwart/addon-kit';
import { linkHosts } from '../shared/names.ts';
import { sealText } from '../shared/sealing.ts';

export type LinkKind = 'customer' | 'supporter' | 'browser';

/** A link as TeamViewer returned it, if it leads where links may lead; anything else is not stored. */
export function usableLink(link: string | undefined): string | null {
  if (link === undefined || link.length > 2000) return null;
  const url = URL.parse(link);
  if (
    url === null ||
    url.protocol !== 'https:' ||
    url.port !== '' ||
    url.username !== '' ||
    url.password !== ''
  )
    return null;
  return linkHosts.includes(url.hostname) ? url.href : null;
}

export async function sealLink(
  host: Host,
  sessionId: string,
  kind: LinkKind,
  link: string | undefined,
): Promise<string | null> {
  const usable = usableLink(link);
  return usable === null ? null : sealText(host, usable, purposeOf(sessionId, kind));
}

export async function openLink(
  host: Host,
  sessionId: string,
  kind: LinkKind,
  sealed: string | null,
): Promise<string | null> {
  if (sealed === null) return null;
  return (await host.secrets.open(sealed, purposeOf(sessionId, kind))).reveal();
}

function purposeOf(sessionId: string, kind: LinkKind): string {
  return `${kind} link of ${sessionId}`;
}
