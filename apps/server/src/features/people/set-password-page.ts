import type { Language, Localized } from '@fernwart/contract';
import { escapeHtml, plainPage } from '../../platform/http/plain-page.ts';
import { shortestPassword } from './policy.ts';

const texts = {
  de: {
    title: 'Kennwort setzen',
    intro: (name: string, login: string) => `Guten Tag ${name}, Ihr Anmeldename ist „${login}“.`,
    password: `Neues Kennwort (mindestens ${shortestPassword} Zeichen)`,
    submit: 'Kennwort setzen und anmelden',
    gone: 'Dieser Link gilt nicht mehr',
    goneText: 'Er wurde benutzt, ersetzt oder ist abgelaufen. Bitten Sie die Administration um einen neuen.',
    home: 'Zur Anmeldung',
  },
  en: {
    title: 'Set your password',
    intro: (name: string, login: string) => `Hello ${name}, your login is "${login}".`,
    password: `New password (at least ${shortestPassword} characters)`,
    submit: 'Set the password and sign in',
    gone: 'This link is no longer valid',
    goneText: 'It was used, replaced, or has expired. Ask your administrator for a new one.',
    home: 'To the sign-in',
  },
} as const;

export function setPasswordPage(
  language: Language,
  person: { name: string; login: string },
  flaw: Localized | null = null,
): string {
  const text = texts[language];
  return plainPage(
    language,
    text.title,
    `<p>${escapeHtml(text.intro(person.name, person.login))}</p>
${flaw ? `<p role="alert">${escapeHtml(flaw[language])}</p>` : ''}
<form method="post">
<input type="text" name="username" autocomplete="username" value="${escapeHtml(person.login)}" hidden readonly>
<label>${text.password}<input name="password" type="password" required minlength="${shortestPassword}" maxlength="1000" autocomplete="new-password"></label>
<button type="submit">${text.submit}</button>
</form>`,
  );
}

export function passwordLinkGonePage(language: Language): string {
  const text = texts[language];
  return plainPage(
    language,
    text.gone,
    `<p>${text.goneText}</p>
<p><a href="/sign-in">${text.home}</a></p>`,
  );
}
