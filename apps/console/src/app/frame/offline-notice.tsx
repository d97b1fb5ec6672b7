import { onlineManager } from '@tanstack/react-query';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './frame.module.css';

const patienceMilliseconds = 4_000;

/** Says that what is shown may be out of date, once the stream has been gone for a moment. */
export function OfflineNotice({ connected }: { connected: boolean }) {
  const { t } = useTranslation();
  const [impatient, setImpatient] = useState(false);
  // A stream may stand for minutes after the network is gone; the browser knows at once, and questions wait for it.
  const online = useSyncExternalStore(onlineManager.subscribe, () => onlineManager.isOnline());
  const well = connected && online;
  useEffect(() => {
    const timer = setTimeout(() => setImpatient(!well), well ? 0 : patienceMilliseconds);
    return () => clearTimeout(timer);
  }, [well]);
  const shown = impatient && !well;
  return (
    <div role="status" className={classes.offlinePlace}>
      {shown && <p className={classes.offline}>{t('frame.offline')}</p>}
    </div>
  );
}
