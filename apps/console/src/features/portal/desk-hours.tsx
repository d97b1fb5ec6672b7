import { IconClock } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { currentLanguage } from '../../i18n/language.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { Card } from '../../ui/card.tsx';
import { useMe } from '../people/use-me.ts';
import classes from './portal.module.css';
import { deskHoursQuery } from './portal-api.ts';

/** When somebody is there to read what one writes; nothing where nobody has said. */
export function DeskHours() {
  const { t } = useTranslation(['console', 'portal']);
  const format = useFormat();
  const me = useMe();
  const { data } = useQuery(deskHoursQuery);
  if (!data?.text) return null;
  const { open, opensAt, timeZone } = data;
  return (
    <Card>
      <div className={classes.hours}>
        <IconClock size={20} aria-hidden="true" />
        <div>
          <p>
            <strong>{open ? t('portal:hours.open') : t('portal:hours.closed')}</strong>{' '}
            {opensAt !== null &&
              t('portal:hours.opensAt', { day: format.day(opensAt), time: format.time(opensAt) })}
          </p>
          <p className="dimmed">
            {t('portal:hours.usual', { hours: data.text[currentLanguage()] })}
            {timeZone !== me.timeZone && ` (${timeZone})`}
          </p>
        </div>
      </div>
    </Card>
  );
}
