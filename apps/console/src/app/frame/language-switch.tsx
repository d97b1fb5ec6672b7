import { languages } from '@fernwart/contract';
import { SegmentedControl } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { sessionQuery, updateMe } from '../../features/people/people-api.ts';
import { changeLanguage, currentLanguage } from '../../i18n/language.ts';
import { notifyProblem } from '../../ui/notify-problem.tsx';

/** Switches the console's language at once; whoever is signed in keeps it on every device. */
export function LanguageSwitch() {
  const { t } = useTranslation();
  const client = useQueryClient();
  async function choose(value: string): Promise<void> {
    const language = languages.find((each) => each === value);
    if (!language || language === currentLanguage()) return;
    await changeLanguage(language);
    if (!client.getQueryData(sessionQuery.queryKey)) return;
    try {
      client.setQueryData(sessionQuery.queryKey, await updateMe({ language }));
    } catch (error) {
      notifyProblem(error);
    }
    // Titles, panels and problems arrive from the server in the reader's language.
    await client.invalidateQueries();
  }
  return (
    <SegmentedControl
      size="xs"
      aria-label={t('frame.language')}
      value={currentLanguage()}
      onChange={(value) => void choose(value)}
      data={languages.map((language) => ({
        value: language,
        label: (
          <>
            <span aria-hidden="true">{language.toUpperCase()}</span>
            <span className="visually-hidden">{t(`language.${language}`)}</span>
          </>
        ),
      }))}
    />
  );
}
