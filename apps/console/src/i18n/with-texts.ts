import i18next from 'i18next';

/** A page's code together with its own texts, so that it never shows keys. A switch of language then loads them too. */
export async function withTexts<Code>(
  part: 'portal' | 'dashboard' | 'desk' | 'administration' | 'wizard',
  code: Promise<Code>,
): Promise<Code> {
  const [loaded] = await Promise.all([code, i18next.loadNamespaces(part)]);
  return loaded;
}
