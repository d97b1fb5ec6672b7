import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './frame.module.css';

const patienceMilliseconds = 4_000;

/** Says that what is shown may be out of date, once the stream has been gone for a moment. */
export function OfflineNotice({ connected }: { connected: boolean }) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(false);
  useEffect(() => {
    if (connected) {
      setShown(false);
      return undefined;
    }
    const timer = setTimeout(() => setShown(true), patienceMilliseconds);
    return () => clearTimeout(timer);
  }, [connected]);
  return (
    <div role="status" className={classes.offlinePlace}>
      {shown && <p className={classes.offline}>{t('frame.offline')}</p>}
    </div>
  );
}
