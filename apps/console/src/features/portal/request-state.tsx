import type { Activity, ActivityState } from '@fernwart/contract';
import { useTranslation } from 'react-i18next';
import { Mark } from '../../ui/mark.tsx';

const tones = {
  200: 'info',
  201: 'info',
  202: 'accent',
  203: 'warning',
  220: 'success',
  204: 'neutral',
} as const;

/** A state in everyday words. */
export function RequestState({ state }: { state: ActivityState }) {
  const { t } = useTranslation(['console', 'portal']);
  return <Mark tone={tones[state]}>{t(`portal:state.s${state}`)}</Mark>;
}

/** What the state means for the one who waits. */
export function useExplainedState(): (activity: Pick<Activity, 'state' | 'responsible' | 'team'>) => string {
  const { t } = useTranslation(['console', 'portal']);
  return ({ state, responsible, team }) => {
    const ofTeam = team && t('portal:explained.team', { team: team.name });
    switch (state) {
      case 201:
        return t('portal:explained.s201', {
          who: responsible?.name ?? ofTeam ?? t('portal:explained.somebody'),
        });
      case 202:
        return t('portal:explained.s202', { who: responsible?.name ?? t('portal:explained.somebodyWorks') });
      default:
        return t(`portal:explained.s${state}`);
    }
  };
}
