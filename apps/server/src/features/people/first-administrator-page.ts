import type { Language, Localized } from '@fernwart/contract';
import { escapeHtml, plainPage } from '../../platform/http/plain-page.ts';
import { shortestPassword } from './policy.ts';

export interface FirstAdministratorInput {
  readonly name: string;
  readonly login: string;
  readonly email: string;
}

const texts = {
  de: {
    title: 'Erstes Administratorkonto einrichten',
    intro: 'Fernwart hat noch niemanden, der es verwaltet. Legen Sie Ihr Konto an.',
    name: 'Name',
    login: 'Anmeldename',
    email: 'E-Mail-Adresse (freiwillig)',
    password: `Kennwort (mindestens ${shortestPassword} Zeichen)`,
    submit: 'Konto anlegen und anmelden',
    gone: 'Dieser Link gilt nicht mehr',
    goneText:
      'Er wurde benutzt, ersetzt oder ist abgelaufen. Ein Neustart des Servers gibt einen neuen aus, solange niemand Fernwart verwaltet.',
  },
  en: {
    title: 'Set up the first administrator',
    intro: 'Nobody administers Fernwart yet. Create your account.',
    name: 'Name',
    login: 'Login',
    email: 'E-mail address (optional)',
    password: `Password (at least ${shortestPassword} characters)`,
    submit: 'Create the account and sign in',
    gone: 'This link is no longer valid',
    goneText:
      'It was used, replaced, or has expired. Starting the server again prints a new one while nobody administers Fernwart.',
  },
} as const;

export function firstAdministratorPage(
  language: Language,
  given: FirstAdministratorInput = { name: '', login: '', email: '' },
  flaw: Localized | null = null,
): string {
  const text = texts[language];
  return plainPage(
    language,
    text.title,
    `<p>${text.intro}</p>
${flaw ? `<p role="alert">${escapeHtml(flaw[language])}</p>` : ''}
<form method="post">
<label>${text.name}<input name="name" required maxlength="200" autocomplete="name" value="${escapeHtml(given.name)}"></label>
<label>${text.login}<input name="login" required maxlength="200" autocomplete="username" value="${escapeHtml(given.login)}"></label>
<label>${text.email}<input name="email" type="email" maxlength="200" autocomplete="email" value="${escapeHtml(given.email)}"></label>
<label>${text.password}<input name="password" type="password" required minlength="${shortestPassword}" maxlength="1000" autocomplete="new-password"></label>
<button type="submit">${text.submit}</button>
</form>`,
  );
}

export function linkGonePage(language: Language): string {
  const text = texts[language];
  return plainPage(language, text.gone, `<p>${text.goneText}</p>`);
}
