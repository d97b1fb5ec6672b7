import type { FieldDeclaration, Language } from '@fernwart/addon-kit';

/** Values as the form sent them, sorted into what is stored openly and what is sealed. */
export interface SortedValues {
  readonly open: Record<string, unknown>;
  /** A string replaces the secret, null removes it; a secret that is not named stays. */
  readonly secrets: Record<string, string | null>;
  /** Sentences per field; nothing is stored while there is one. */
  readonly errors: Record<string, string>;
}

const sentences = {
  unknown: { de: 'Dieses Feld gibt es nicht.', en: 'There is no such field.' },
  required: { de: 'Dieses Feld darf nicht leer sein.', en: 'This field must not be empty.' },
  text: { de: 'Hier wird ein Text erwartet.', en: 'A text is expected here.' },
  number: { de: 'Hier wird eine Zahl erwartet.', en: 'A number is expected here.' },
  truth: { de: 'Hier wird Ja oder Nein erwartet.', en: 'Yes or no is expected here.' },
  option: { de: 'Diese Auswahl gibt es nicht.', en: 'There is no such choice.' },
  date: { de: 'Hier wird ein Datum erwartet.', en: 'A date is expected here.' },
  url: { de: 'Hier wird eine vollständige Adresse erwartet.', en: 'A complete address is expected here.' },
  long: { de: 'Der Text ist zu lang.', en: 'The text is too long.' },
  range: { de: 'Die Zahl liegt außerhalb des Erlaubten.', en: 'The number is outside what is allowed.' },
} as const;
type Complaint = keyof typeof sentences;

const longest = 4000;

/** Judges values against the fields that the package declared; what the values mean is the add-on's to judge. */
export function checkValues(
  fields: readonly FieldDeclaration[],
  given: Readonly<Record<string, unknown>>,
  before: { open: Readonly<Record<string, unknown>>; storedSecrets: ReadonlySet<string> },
  language: Language,
): SortedValues {
  const open: Record<string, unknown> = { ...before.open };
  const secrets: Record<string, string | null> = {};
  const errors: Record<string, string> = {};
  const complain = (name: string, complaint: Complaint) => {
    errors[name] = sentences[complaint][language];
  };

  for (const name of Object.keys(given)) {
    if (!fields.some((field) => field.name === name && field.kind !== 'readonly')) complain(name, 'unknown');
  }
  for (const field of fields) {
    if (field.kind === 'readonly') continue;
    const value = Object.hasOwn(given, field.name) ? given[field.name] : undefined;
    if (field.kind === 'secret') {
      const complaint = sortSecret(field, value, before.storedSecrets, secrets);
      if (complaint) complain(field.name, complaint);
      continue;
    }
    if (value !== undefined) open[field.name] = typeof value === 'string' ? value.trim() : value;
    if (open[field.name] === undefined && field.default !== undefined) open[field.name] = field.default;
    const complaint = judge(field, open[field.name]);
    if (complaint) complain(field.name, complaint);
  }
  return { open, secrets, errors };
}

function sortSecret(
  field: FieldDeclaration,
  value: unknown,
  stored: ReadonlySet<string>,
  secrets: Record<string, string | null>,
): Complaint | null {
  if (value === undefined || value === '')
    return field.required && !stored.has(field.name) ? 'required' : null;
  if (value === null) {
    if (field.required) return 'required';
    secrets[field.name] = null;
    return null;
  }
  if (typeof value !== 'string') return 'text';
  if (value.length > (field.maxLength ?? longest)) return 'long';
  secrets[field.name] = value.trim();
  return null;
}

function judge(field: FieldDeclaration, value: unknown): Complaint | null {
  if (value === undefined || value === null || value === '') return field.required ? 'required' : null;
  switch (field.kind) {
    case 'number': {
      if (typeof value !== 'number' || !Number.isFinite(value)) return 'number';
      const inRange = value >= (field.min ?? -Infinity) && value <= (field.max ?? Infinity);
      return inRange ? null : 'range';
    }
    case 'switch':
      return typeof value === 'boolean' ? null : 'truth';
    case 'select':
      return field.options?.some((option) => option.value === value) ? null : 'option';
    default:
      if (typeof value !== 'string') return 'text';
      if (value.length > (field.maxLength ?? longest)) return 'long';
      if (field.kind === 'date') return isDate(value) ? null : 'date';
      return field.kind === 'url' && !isWebAddress(value) ? 'url' : null;
  }
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  try {
    Temporal.PlainDate.from(text, { overflow: 'reject' });
    return true;
  } catch {
    return false;
  }
}

function isWebAddress(text: string): boolean {
  return URL.canParse(text) && ['http:', 'https:'].includes(new URL(text).protocol);
}
