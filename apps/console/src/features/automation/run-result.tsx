import type { RunDetail } from '@fernwart/contract';
import { useTranslation } from 'react-i18next';
import { Card } from '../../ui/card.tsx';
import { Facts } from '../../ui/facts.tsx';
import { plainText } from '../../ui/plain-text.ts';

/** What a run ended with, in its workflow's words. */
export function RunResult({ facts }: { facts: RunDetail['resultFacts'] }) {
  const { t, i18n } = useTranslation();
  if (facts.length === 0) return null;
  const numbers = new Intl.NumberFormat(i18n.language);
  return (
    <Card title={t('run.result')}>
      <Facts
        facts={facts.map(({ label, value }) => ({
          label,
          value: typeof value === 'number' ? numbers.format(value) : plainText(value),
        }))}
      />
    </Card>
  );
}
