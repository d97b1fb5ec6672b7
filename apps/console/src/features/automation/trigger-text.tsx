import type { Run } from '@fernwart/contract';
import { useTranslation } from 'react-i18next';

/** Who or what started a run. */
export function TriggerText({ trigger }: { trigger: Run['trigger'] }) {
  const { t } = useTranslation();
  const { kind, personName, name } = trigger;
  // An engine activation that somebody pressed did not wait for its schedule.
  const shown = t(kind === 'schedule' && personName !== null ? 'run.byHand' : `run.trigger.${kind}`);
  // What the system calls its own reasons says nothing to people.
  return <>{[shown, personName ?? (kind === 'system' ? '' : name)].filter(Boolean).join(' · ')}</>;
}
