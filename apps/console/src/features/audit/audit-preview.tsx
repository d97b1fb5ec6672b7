import type { AuditRecord } from '@fernwart/contract';
import { IconFingerprint } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../ui/empty.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Instant } from '../../ui/instant.tsx';
import { Preview, PreviewSection } from '../../ui/preview.tsx';
import { AuditChanges, changesOf } from './audit-changes.tsx';
import { useAuditWords } from './use-audit-words.ts';

export function AuditPreview({ row }: { row: AuditRecord | undefined }) {
  const { t } = useTranslation(['console', 'administration']);
  const words = useAuditWords();
  if (!row) return <Empty icon={<IconFingerprint size={22} />} title={t('audit.choose')} />;
  const changes = changesOf(row.details);
  const details = Object.entries(row.details).filter(
    ([name]) => !changes || (name !== 'before' && name !== 'after'),
  );
  return (
    <Preview above={<Instant at={row.at} />} title={words.action(row)}>
      <Facts
        facts={[
          { label: t('audit.actor'), value: words.actor(row) },
          { label: t('audit.outcome'), value: t(`audit.outcomes.${row.outcome}`) },
          { label: t('audit.subject'), value: words.subject(row) },
          { label: t('audit.address'), value: row.address ?? '–' },
          {
            label: t('administration:audit.code'),
            value: [row.action, row.subject].filter(Boolean).join(' · '),
          },
        ]}
      />
      {changes && (
        <PreviewSection title={t('administration:audit.changes')}>
          <AuditChanges row={row} before={changes.before} after={changes.after} />
        </PreviewSection>
      )}
      {details.length > 0 && (
        <PreviewSection title={t('audit.details')}>
          <Facts
            facts={details.map(([name, value]) => ({
              label: words.detail(row, name),
              value: words.value(row, value) || '–',
            }))}
          />
        </PreviewSection>
      )}
    </Preview>
  );
}
