import { useTranslation } from 'react-i18next';
import { ButtonLink } from '../../ui/link-parts.tsx';
import { useMe } from '../people/use-me.ts';

/** Where something is missing that a package would bring: the way there, for those who may install one. */
export function ToPackages() {
  const { t } = useTranslation();
  if (!useMe().roles.includes('administrator')) return null;
  return (
    <ButtonLink to="/administration/packages" variant="default">
      {t('packages.title')}
    </ButtonLink>
  );
}
