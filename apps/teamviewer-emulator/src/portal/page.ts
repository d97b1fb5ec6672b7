import type { FastifyReply } from 'fastify';
import { type Html, html } from './html.ts';
import type { Visit } from './visit.ts';

/** Sends a whole page: strip, head with user menu and language, the content. */
export function sendPage(
  reply: FastifyReply,
  visit: Visit,
  page: {
    title: string;
    body: Html;
    status?: number;
    wide?: boolean;
    script?: string;
  },
): FastifyReply {
  const { texts, language } = visit;
  const document = html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${page.title} – ${texts.title}</title>
<link rel="stylesheet" href="/emulator/assets/style.css">
<link rel="icon" href="data:,">
${page.script ? html`<script type="module" src="${page.script}"></script>` : null}
</head>
<body>
<header>
<p class="strip">${texts.strip}</p>
<div class="bar"><a class="brand" href="/">${texts.title}</a>
<div class="bar-end">
<a href="${otherLanguageAddress(visit)}" lang="${language === 'de' ? 'en' : 'de'}" hreflang="${language === 'de' ? 'en' : 'de'}">${texts.otherLanguage}</a>
${visit.user ? userMenu(visit) : null}
</div></div>
</header>
<main class="${page.wide ? 'wide' : ''}">
<h1>${page.title}</h1>
${page.body}
</main>
</body>
</html>`;
  return reply
    .code(page.status ?? 200)
    .type('text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .header('referrer-policy', 'no-referrer')
    .header('x-content-type-options', 'nosniff')
    .header(
      'content-security-policy',
      "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; frame-ancestors 'none'",
    )
    .send(document.html);
}

function userMenu(visit: Visit): Html {
  const { texts, user } = visit;
  return html`<details class="menu">
<summary aria-label="${texts.userMenu}"><span class="avatar" aria-hidden="true">${initials(user?.name ?? '')}</span></summary>
<div class="menu-list">
<p><strong>${user?.name ?? ''}</strong><br><small>${user?.email ?? ''}</small></p>
<a href="/profile">${texts.editProfile}</a>
<form method="post" action="/sign-out"><button class="plain">${texts.signOut}</button></form>
</div>
</details>`;
}

function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => word !== '');
  return [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => word?.[0] ?? '').join('');
}

/** The same page in the other language. Addresses with secrets stay on this origin and out of the referrer. */
function otherLanguageAddress(visit: Visit): string {
  const [path = '/', query = ''] = visit.address.split('?', 2);
  const search = new URLSearchParams(query);
  search.set('lang', visit.language === 'de' ? 'en' : 'de');
  return `${path}?${search.toString()}`;
}

export function problem(text: string | null | undefined): Html | null {
  return text ? html`<p class="problem" role="alert">${text}</p>` : null;
}

export function notice(text: string): Html {
  return html`<p class="notice" role="status">${text}</p>`;
}

export function facts(rows: readonly (readonly [string, Html | string])[]): Html {
  return html`<dl>${rows.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}
