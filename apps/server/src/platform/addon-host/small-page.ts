import { createHash } from 'node:crypto';
import type { Language } from '@fernwart/contract';
import type { FastifyReply } from 'fastify';

const style =
  'body{font:16px/1.5 system-ui,sans-serif;margin:15vh auto;max-width:34rem;padding:0 1.5rem;color:#1c2430;background:#fff}' +
  'h1{font-size:1.4rem}p{white-space:pre-line}a{color:#1b5fc1}' +
  '@media(prefers-color-scheme:dark){body{color:#e6e9ee;background:#15181d}a{color:#8ab6ff}}';
/** Works where the console opened the window; elsewhere the sentence below it stays. */
const closing = 'setTimeout(function(){window.close()},1500)';

const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
const policy = `default-src 'none'; style-src ${hashOf(style)}; script-src ${hashOf(closing)}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

const words = {
  home: { de: 'Zum Service Desk', en: 'To the service desk' },
  close: { de: 'Sie können dieses Fenster schließen.', en: 'You can close this window.' },
} as const;

/** A page of a few words, for addresses that are opened in a window of their own. */
export async function sendSmallPage(
  reply: FastifyReply,
  page: { status: number; language: Language; title: string; text: string; close?: boolean },
): Promise<void> {
  const { language } = page;
  const end = page.close
    ? `<p>${words.close[language]}</p><script>${closing}</script>`
    : `<p><a href="/">${words.home[language]}</a></p>`;
  const title = escaped(page.title);
  const html =
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
    `<title>${title}</title><style>${style}</style></head><body><main><h1>${title}</h1><p>${escaped(page.text)}</p>${end}</main></body></html>`;
  await reply
    .code(page.status)
    .header('content-security-policy', policy)
    .header('cache-control', 'no-store')
    .header('referrer-policy', 'no-referrer')
    .type('text/html; charset=utf-8')
    .send(html);
}

function escaped(text: string): string {
  const entities: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
