import { useTranslation } from 'react-i18next';

/** Beside add-ons' buttons, while one of them has not answered and is asked again. */
export function StillAsking() {
  const { t } = useTranslation();
  return (
    <div className="dimmed" role="status">
      {t('activity.stillAsking')}
    </div>
  );
}
