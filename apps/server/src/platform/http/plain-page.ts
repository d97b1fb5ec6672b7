import { createHash } from 'node:crypto';
import type { Language } from '@fernwart/contract';

const style = `
  :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
  body { max-width: 34rem; margin: 12vh auto 0; padding: 0 1.5rem; }
  h1 { font-size: 1.5rem; line-height: 1.25; }
  label { display: block; margin-top: 1rem; }
  input { display: block; box-sizing: border-box; width: 100%; margin-top: .25rem; padding: .5rem; font: inherit; }
  button { margin-top: 1.5rem; padding: .5rem 1.25rem; font: inherit; }
  [role="alert"] { border-left: 4px solid #c92a2a; padding-left: .75rem; }
`;

/** Lets the browser apply this very style, and no other inline one (Content Security Policy, `style-src`). */
export function plainPageStyleSource(): string {
  return `'sha256-${createHash('sha256').update(style).digest('base64')}'`;
}

/** A page outside the console, without code; `body` is HTML of our own, built with `escapeHtml`. */
export function plainPage(language: Language, title: string, body: string): string {
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} · Fernwart</title>
<style>${style}</style>
</head>
<body>
<h1>${escapeHtml(title)}</h1>
${body}
</body>
</html>
`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? character);
}
