import { createHash } from 'node:crypto';
import type { Language } from '@fernwart/contract';

/** The console's colours, without its fonts and files: these pages stand alone. */
const style = `
  :root {
    color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif;
    --ink: #182324; --canvas: #f3f5f4; --surface: #fff; --line: #dfe5e4; --strong: #6b7879; --accent: #0d5c6b; --on: #fff;
    --danger: #a92e23;
  }
  @media (prefers-color-scheme: dark) {
    :root {
      --ink: #e4eaeb; --canvas: #10171a; --surface: #182126; --line: #2a363b; --strong: #8a999d; --accent: #7bb9c4;
      --on: #10171a; --danger: #ef8f86;
    }
  }
  body { margin: 0; padding: 9vh 1rem 2rem; color: var(--ink); background: var(--canvas); overflow-wrap: break-word; }
  .house, main { box-sizing: border-box; max-width: 34rem; margin: 0 auto; }
  .house { display: flex; align-items: center; gap: .625rem; margin-bottom: 1rem; font-weight: 700; font-size: 1.125rem; }
  .house svg { width: 2rem; height: 2rem; }
  main { padding: 1.75rem; background: var(--surface); border: 1px solid var(--line); border-radius: 10px; }
  main:has(nav) { max-width: 60rem; }
  h1 { margin: 0 0 .75rem; font-size: 1.375rem; line-height: 1.25; }
  p { margin: .75rem 0; }
  main > :last-child { margin-bottom: 0; }
  .words { white-space: pre-line; }
  a { color: var(--accent); }
  label { display: block; margin-top: 1rem; font-weight: 600; }
  input {
    display: block; box-sizing: border-box; width: 100%; margin-top: .25rem; padding: .5rem .625rem; font: inherit;
    color: inherit; background: var(--surface); border: 1px solid var(--strong); border-radius: 6px;
  }
  input[hidden] { display: none; }
  button {
    margin-top: 1.5rem; padding: .5rem 1.25rem; font: inherit; font-weight: 600; color: var(--on);
    background: var(--accent); border: 0; border-radius: 6px; cursor: pointer;
  }
  :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
  [role="alert"] { border-left: 4px solid var(--danger); padding-left: .75rem; }
`;
const house = `<header class="house"><svg viewBox="0 0 32 32" aria-hidden="true"><rect width="32" height="32" rx="7" fill="#0f2b33"/><path d="M9 7h4v18H9z" fill="#fff"/><path d="M15 9l9-3v7l-9-1z" fill="#e8a33d"/><path d="M15 15l6 1v4l-6-1.5z" fill="#e8a33d" opacity=".7"/></svg>Fernwart</header>`;

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
${house}
<main>
<h1>${escapeHtml(title)}</h1>
${body}
</main>
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
