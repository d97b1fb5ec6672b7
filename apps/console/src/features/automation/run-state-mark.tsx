import type { RunState } from '@fernwart/contract';
import { useTranslation } from 'react-i18next';
import { Mark } from '../../ui/mark.tsx';
import { runTones } from './run-states.ts';

export function RunStateMark({ state }: { state: RunState }) {
  const { t } = useTranslation();
  return (
    <Mark tone={runTones[state]} busy={state === 'running'}>
      {t(`run.state.${state}`)}
    </Mark>
  );
}
