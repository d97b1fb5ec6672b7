import { useTranslation } from 'react-i18next';
import { LanguageSwitch } from './language-switch.tsx';
import classes from './navigation.module.css';
import { SchemeSwitch } from './scheme-switch.tsx';

export default function DisplayChoices() {
  const { t } = useTranslation();
  return (
    <div className={classes.choices}>
      <div className={classes.choice}>
        <span>{t('frame.language')}</span>
        <LanguageSwitch />
      </div>
      <div className={classes.choice}>
        <span>{t('frame.scheme')}</span>
        <SchemeSwitch />
      </div>
    </div>
  );
}
