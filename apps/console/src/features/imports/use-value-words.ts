import { type ImportField, languages, role } from '@fernwart/contract';
import { useTranslation } from 'react-i18next';

/** What a value of a file is called here: rights and languages have words of their own. */
export function useValueWords(): (field: ImportField, value: string) => string {
  const { t } = useTranslation();
  return (field, value) => {
    if (field === 'language') {
      const known = languages.find((each) => each === value);
      return known === undefined ? value : t(`language.${known}`);
    }
    if (field !== 'roles') return value;
    const names = value.split(', ').map((name) => {
      const known = role.options.find((each) => each === name);
      return known === undefined ? name : t(`people.roles.${known}`);
    });
    return names.join(', ');
  };
}
