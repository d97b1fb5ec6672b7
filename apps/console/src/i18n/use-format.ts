import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { createFormat, type Format } from './format.ts';
import { useReader } from './reader.tsx';

/** Dates, durations and numbers in the reader's language and time zone. */
export function useFormat(): Format {
  const { i18n } = useTranslation();
  const { timeZone } = useReader();
  return useMemo(() => createFormat(i18n.language, timeZone), [i18n.language, timeZone]);
}
