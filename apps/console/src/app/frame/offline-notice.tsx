import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './frame.module.css';

const patienceMilliseconds = 4_000;

/** Says that what is shown may be out of date, once the stream has been gone for a moment. */
export function OfflineNotice({ connected }: { connected: boolean }) {
  const { t } = useTranslation();
  const [impatient, setImpatient] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setImpatient(!connected), connected ? 0 : patienceMilliseconds);
    return () => clearTimeout(timer);
  }, [connected]);
  const shown = impatient && !connected;
  return (
    <div role="status" className={classes.offlinePlace}>
      {shown && <p className={classes.offline}>{t('frame.offline')}</p>}
    </div>
  );
}
