import type { ListedActivity } from '@fernwart/contract';
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { BulkResults } from './bulk-api.ts';
import classes from './bulk-bar.module.css';

interface Props {
  readonly results: BulkResults;
  readonly before: readonly ListedActivity[];
  readonly busy: boolean;
  readonly onUndo: (() => void) | undefined;
  onClose(): void;
}

/** How it went: what changed, and of what did not, each with its reason. */
export function BulkResult({ results, before, busy, onUndo, onClose }: Props) {
  const { t } = useTranslation(['console', 'desk']);
  const refused = results.filter(({ refusal }) => refusal !== null);
  const changed = results.length - refused.length;
  const nameOf = (id: string) => before.find((each) => each.id === id)?.number ?? id;
  return (
    <section className={classes.bar} role="status" aria-label={t('desk:bulk.result')}>
      {changed > 0 && <span>{t('desk:bulk.done', { count: changed })}</span>}
      {changed > 0 && onUndo && (
        <Button size="xs" variant="default" loading={busy} onClick={onUndo}>
          {t('desk:bulk.undo')}
        </Button>
      )}
      <Button size="xs" variant="subtle" onClick={onClose}>
        {t('common.close')}
      </Button>
      {refused.length > 0 && (
        <div className={classes.refused}>
          {t('desk:bulk.refused', { count: refused.length })}
          <ul>
            {refused.map(({ id, refusal }) => (
              <li key={id}>
                {nameOf(id)}: {refusal?.text}
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}
