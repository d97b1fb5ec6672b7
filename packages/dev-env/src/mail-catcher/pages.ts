import type { CaughtMail } from './caught-mail.ts';

const style = `
  :root { color-scheme: light dark; --line: light-dark(#d9dee5, #333b45); --dim: light-dark(#5a6675, #9aa7b5); --link: light-dark(#0b5c6b, #6fd0df); }
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
  a { color: var(--link); } .dim { color: var(--dim); }
  li { border-top: 1px solid var(--line); padding: .75rem 0; overflow-wrap: anywhere; } ul { list-style: none; padding: 0; }
  pre { white-space: pre-wrap; overflow-wrap: anywhere; border: 1px solid var(--line); border-radius: .5rem; padding: 1rem; font: inherit; }
  iframe { width: 100%; min-height: 36rem; border: 1px solid var(--line); border-radius: .5rem; background: #fff; }`;

function page(title: string, body: string, refresh = false): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
${refresh ? '<meta http-equiv="refresh" content="5">' : ''}<title>${escape(title)}</title><style>${style}</style></head><body><main>${body}</main></body></html>`;
}

export function mailListPage(mails: readonly CaughtMail[]): string {
  const items = mails
    .toReversed()
    .map(
      (mail) =>
        `<li><a href="/mails/${mail.number}">${escape(mail.subject) || '(no subject)'}</a><br><span class="dim">to ${escape(mail.to)} · ${escape(mail.receivedAt)}</span></li>`,
    )
    .join('');
  const list = items
    ? `<ul>${items}</ul>`
    : '<p class="dim">No mail yet. This page looks again every five seconds.</p>';
  return page(
    'Caught mail',
    `<h1>Caught mail</h1><p class="dim">Every mail of the demo ends here; none leaves this machine.</p>${list}`,
    true,
  );
}

export function mailPage(mail: CaughtMail, hosts: Readonly<Record<string, string>>): string {
  const html = mail.html
    ? `<h2>As HTML</h2><iframe title="The mail as HTML" sandbox="allow-popups allow-popups-to-escape-sandbox" srcdoc="${escape(toStandIns(mail.html, hosts))}"></iframe>`
    : '';
  return page(
    mail.subject,
    `<p><a href="/">All mails</a></p><h1>${escape(mail.subject)}</h1>
<p class="dim">From ${escape(mail.from)}<br>To ${escape(mail.to)}<br>${escape(mail.receivedAt)}<br>${escape(mail.messageId)}</p>
<h2>As text</h2><pre>${linked(escape(mail.text), hosts)}</pre>${html}`,
  );
}

function toStandIns(text: string, hosts: Readonly<Record<string, string>>): string {
  return Object.entries(hosts).reduce(
    (all, [real, standIn]) => all.replaceAll(`${real}/`, `${standIn}/`),
    text,
  );
}

function linked(escaped: string, hosts: Readonly<Record<string, string>>): string {
  return escaped.replaceAll(
    /https?:\/\/[^\s<>"']+/g,
    (url) => `<a href="${toStandIns(url, hosts)}" target="_blank" rel="noreferrer">${url}</a>`,
  );
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
