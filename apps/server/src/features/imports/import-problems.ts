import type { Localized } from '@fernwart/contract';
import { Problem } from '../../platform/http/problem.ts';
import type { FileFlaw } from './read-file.ts';

const flaws: Record<FileFlaw, Localized> = {
  empty: {
    de: 'Die Datei braucht eine Zeile mit den Spaltennamen und mindestens eine weitere.',
    en: 'The file needs a row with the names of the columns, and at least one more.',
  },
  too_many_rows: { de: 'Die Datei hat mehr als 5.000 Zeilen.', en: 'The file has more than 5,000 rows.' },
  too_many_columns: { de: 'Eine Zeile hat mehr als 100 Spalten.', en: 'A row has more than 100 columns.' },
  too_long: { de: 'Ein Wert ist länger als 2.000 Zeichen.', en: 'A value is longer than 2,000 characters.' },
  no_table: {
    de: 'Die Datei lässt sich nicht als Tabelle lesen; vielleicht ist ein Anführungszeichen nicht geschlossen.',
    en: 'The file cannot be read as a table; a quotation mark may not be closed.',
  },
  no_text: { de: 'Das ist keine Textdatei.', en: 'This is no text file.' },
};

export function fileProblem(flaw: FileFlaw): Problem {
  return new Problem('invalid_input', {
    detail: flaws[flaw],
    errors: [{ path: 'content', message: flaws[flaw].en }],
  });
}

export function mappingProblem(): Problem {
  return new Problem('invalid_input', {
    detail: {
      de: 'Jede Spalte hat höchstens eine Bedeutung, und jede Bedeutung gehört zu höchstens einer Spalte.',
      en: 'Each column has one meaning at most, and each meaning belongs to one column at most.',
    },
    errors: [{ path: 'mapping', message: 'unfit' }],
  });
}

/** What the database refused at the end, although the rows had looked fine one by one. */
export function conflictProblem(detail: Localized, cause?: unknown): Problem {
  return new Problem('wrong_state', { detail, cause });
}
