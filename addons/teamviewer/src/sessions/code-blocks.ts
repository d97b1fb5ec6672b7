import type { FlatBlock, Host, ViewerContext } from '@fernwart/addon-kit';
import { openLink } from './customer-link.ts';
import { codeGroups } from './model.ts';
import { spell } from './spelling.ts';
import type { SessionRow } from './store.ts';

/** The code in groups, with both alphabets for reading it aloud. */
export function codeBlock({ t }: Pick<ViewerContext, 't'>, { code }: SessionRow): FlatBlock[] {
  if (code === null) return [];
  return [
    {
      type: 'code',
      label: t('fact.code'),
      value: code,
      groups: codeGroups(code),
      spelling: [
        { label: t('spelling.de'), words: spell(code, 'de') },
        { label: t('spelling.en'), words: spell(code, 'en') },
      ],
    },
  ];
}

/** The customer link to copy and to scan: for the initiator and the responsible alone (design §8). */
export async function customerLinkBlocks(
  { t }: ViewerContext,
  host: Host,
  session: SessionRow,
): Promise<FlatBlock[]> {
  const link = await openLink(host, session.id, 'customer', session.customerLink);
  if (link === null) return [];
  return [
    {
      type: 'facts',
      facts: [
        { label: t('fact.customerLink'), value: [{ type: 'link', href: link, text: link }], copy: link },
      ],
    },
    { type: 'qr', value: link, label: t('fact.customerLink') },
  ];
}
