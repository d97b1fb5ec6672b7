import type { Language } from '@fernwart/contract';
import { z } from 'zod';

const usual = { de: z.locales.de().localeError, en: z.locales.en().localeError };
const formats = { de: new Intl.NumberFormat('de'), en: new Intl.NumberFormat('en') };

/** What is wrong with a value, as a sentence for whoever typed it; what programs alone get wrong is said in the library's words. */
export function issueSentence(language: Language): z.core.$ZodErrorMap {
  return (issue) => typed(issue, language) ?? usual[language](issue);
}

function typed(issue: z.core.$ZodRawIssue, language: Language): string | null {
  const isGerman = language === 'de';
  // A text or nothing: what is wrong is said of the text.
  if (issue.code === 'invalid_union') return issue.errors[0]?.[0]?.message ?? null;
  if (issue.code === 'invalid_format' && issue.format === 'email')
    return isGerman ? 'Das ist keine E-Mail-Adresse.' : 'This is no e-mail address.';
  if (issue.code === 'invalid_format' && issue.format === 'regex')
    return isGerman ? 'So wird das nicht geschrieben.' : 'This is not how it is written.';
  if (issue.code === 'too_small' && issue.origin === 'string' && issue.minimum === 1)
    return isGerman ? 'Hier fehlt etwas.' : 'Something is missing here.';
  if (issue.code !== 'too_big' || issue.origin !== 'string') return null;
  const most = formats[language].format(issue.maximum);
  const given =
    typeof issue.input === 'string' ? formats[language].format(Array.from(issue.input).length) : null;
  if (given === null)
    return isGerman ? `Höchstens ${most} Zeichen sind möglich.` : `At most ${most} characters are possible.`;
  return isGerman
    ? `Höchstens ${most} Zeichen sind möglich, hier stehen ${given}.`
    : `At most ${most} characters are possible, here are ${given}.`;
}
