import { createHash } from 'node:crypto';
import type { Language } from '@fernwart/contract';
import type { FastifyReply } from 'fastify';
import { escapeHtml, plainPage, plainPageStyleSource } from '../http/plain-page.ts';

/** Works where the console opened the window; elsewhere the sentence below it stays. */
const closing = 'setTimeout(function(){window.close()},1500)';

const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
const policy = `default-src 'none'; style-src ${plainPageStyleSource()}; script-src ${hashOf(closing)}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

const words = {
  activity: { de: 'Zum Vorgang', en: 'To the activity' },
  home: { de: 'Zum Service Desk', en: 'To the service desk' },
  close: { de: 'Sie können dieses Fenster schließen.', en: 'You can close this window.' },
} as const;

/** A page of a few words, for addresses that are opened in a window of their own. */
export async function sendSmallPage(
  reply: FastifyReply,
  page: {
    readonly status: number;
    readonly language: Language;
    readonly title: string;
    readonly text: string;
    readonly close?: boolean;
    /** The activity that it is about, to go back to. */
    readonly activity?: string;
  },
): Promise<void> {
  const { language } = page;
  const back = page.activity === undefined ? '/' : `/activities/${encodeURIComponent(page.activity)}`;
  const end = page.close
    ? `<p>${words.close[language]}</p><script>${closing}</script>`
    : `<p><a href="${escapeHtml(back)}">${words[page.activity === undefined ? 'home' : 'activity'][language]}</a></p>`;
  const html = plainPage(language, page.title, `<p class="words">${escapeHtml(page.text)}</p>${end}`);
  await reply
    .code(page.status)
    .header('content-security-policy', policy)
    .header('cache-control', 'no-store')
    .header('referrer-policy', 'no-referrer')
    .type('text/html; charset=utf-8')
    .send(html);
}
