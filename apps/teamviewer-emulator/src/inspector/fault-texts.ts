import type { FaultKind } from '../faults/fault-schema.ts';
import type { Language } from '../portal/texts.ts';

const texts: Record<FaultKind, { en: string; de: string }> = {
  latency: { en: 'Latency', de: 'Verzögerung' },
  'refuse-before-effect': { en: 'Refusal before the effect', de: 'Ablehnung vor der Wirkung' },
  'lose-answer-after-effect': { en: 'Answer lost after the effect', de: 'Antwort nach der Wirkung verloren' },
  'effect-after-timeout': {
    en: 'Effect after the client’s timeout',
    de: 'Wirkung nach dem Zeitablauf des Clients',
  },
  'rate-limit-403': { en: '403 rate_limit_reached', de: '403 rate_limit_reached' },
  'rate-limit-429': { en: '429 with or without Retry-After', de: '429 mit oder ohne Retry-After' },
  status: { en: 'Status 500, 502 or 503', de: 'Status 500, 502 oder 503' },
  'half-open-socket': { en: 'Half-open socket: silence', de: 'Halb offene Verbindung: Stille' },
  'truncated-body': { en: 'Truncated body', de: 'Abgeschnittener Inhalt' },
  'non-json-body': { en: 'A body that is not JSON', de: 'Inhalt, der kein JSON ist' },
  'expire-token': { en: 'The token dies just now', de: 'Das Token stirbt gerade jetzt' },
  'duplicated-page': { en: 'Rows twice in a page', de: 'Zeilen doppelt auf einer Seite' },
  'repeated-page': { en: 'The page before, once more', de: 'Noch einmal die vorige Seite' },
  'reordered-page': { en: 'Rows in another order', de: 'Zeilen in anderer Reihenfolge' },
  'missing-fields': { en: 'Missing fields', de: 'Fehlende Felder' },
  'unknown-fields': { en: 'Unknown fields', de: 'Unbekannte Felder' },
  'blank-names': { en: 'Blank names', de: 'Leere Namen' },
  'wrong-device-numbers': { en: 'Wrong device numbers', de: 'Falsche Gerätenummern' },
  'report-late': { en: 'Report comes late', de: 'Protokoll kommt spät' },
  'report-corrected': { en: 'Report is corrected later', de: 'Protokoll wird später berichtigt' },
  'report-never': { en: 'Report never comes', de: 'Protokoll kommt nie' },
};

export function faultText(kind: string, language: Language): string {
  return texts[kind as FaultKind]?.[language] ?? kind;
}
