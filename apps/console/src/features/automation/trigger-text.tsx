import type { Run } from '@fernwart/contract';
import { useTranslation } from 'react-i18next';

/** Who or what started a run. */
export function TriggerText({ trigger }: { trigger: Run['trigger'] }) {
  const { t } = useTranslation();
  const kind = t(`run.trigger.${trigger.kind}`);
  return <>{[kind, trigger.personName ?? trigger.name].filter(Boolean).join(' · ')}</>;
}
