import { useTranslation } from 'react-i18next';
import { Card } from '../../ui/card.tsx';
import { Facts } from '../../ui/facts.tsx';
import { plainText } from '../../ui/plain-text.ts';

/** What a run ended with, as far as it is more than nothing. */
export function RunResult({ result }: { result: unknown }) {
  const { t } = useTranslation();
  if (result === null || result === undefined) return null;
  const entries: [string, unknown][] =
    typeof result === 'object' && !Array.isArray(result) ? Object.entries(result) : [['', result]];
  if (entries.length === 0) return null;
  return (
    <Card title={t('run.result')}>
      <Facts facts={entries.map(([label, value]) => ({ label, value: plainText(value) }))} />
    </Card>
  );
}
