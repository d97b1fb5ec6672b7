import { type DeskMailText, type Language, languages } from '@fernwart/contract';
import { Button, Group, Select, Skeleton, Stack, Textarea, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { currentLanguage } from '../../i18n/language.ts';
import { askToConfirm } from '../../ui/ask-to-confirm.ts';
import { Card } from '../../ui/card.tsx';
import { fieldErrors } from '../../ui/fields/field-errors.ts';
import { Mark } from '../../ui/mark.tsx';
import { notify } from '../../ui/notify.ts';
import { notifyProblem } from '../../ui/notify-problem.tsx';
import { Page } from '../../ui/page.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { TwoColumns } from '../../ui/two-columns.tsx';
import { useMe } from '../people/use-me.ts';
import classes from './settings.module.css';
import { mailPreviewQuery, mailTextsQuery, resetMailText, saveMailText } from './settings-api.ts';

const occasions = ['solved', 'closed', 'replied', 'invited', 'tested'] as const;

/** The desk's mails, text by text. */
export function MailTextsPage() {
  const { t } = useTranslation(['console', 'administration']);
  const { data, error, refetch } = useQuery(mailTextsQuery);
  const [occasion, setOccasion] = useState('solved');
  const [language, setLanguage] = useState<Language>(currentLanguage);
  const names = [...new Set(data?.items.map((item) => item.occasion))];
  const nameOf = (name: string) =>
    t(`administration:settings.occasion.${occasions.find((known) => known === name) ?? 'other'}`);
  const text = data?.items.find((item) => item.occasion === occasion && item.language === language);
  return (
    <Page
      title={t('administration:settings.texts')}
      lead={t('administration:settings.textsLead')}
      beside={text?.changed && <Mark tone="accent">{t('administration:settings.changed')}</Mark>}
    >
      {error && !data && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton height={420} radius="lg" />}
      {data && (
        <Group align="flex-end">
          <Select
            label={t('administration:settings.which')}
            w="18rem"
            maw="100%"
            data={names.map((value) => ({ value, label: nameOf(value) }))}
            value={occasion}
            allowDeselect={false}
            onChange={(value) => value && setOccasion(value)}
          />
          <Select
            label={t('administration:settings.inLanguage')}
            data={languages.map((value) => ({ value, label: t(`language.${value}`) }))}
            value={language}
            allowDeselect={false}
            onChange={(value) => value && setLanguage(value)}
          />
        </Group>
      )}
      {text && <TextForm key={`${occasion} ${language} ${text.subject} ${text.text}`} mail={text} />}
    </Page>
  );
}

function TextForm({ mail }: { mail: DeskMailText }) {
  const { t } = useTranslation(['console', 'administration']);
  const client = useQueryClient();
  const mayChange = useMe().roles.includes('administrator');
  const [subject, setSubject] = useState(mail.subject);
  const [text, setText] = useState(mail.text);
  const [shown] = useDebouncedValue({ subject: subject.trim() || '–', text: text.trim() || '–' }, 300);
  const preview = useQuery({
    ...mailPreviewQuery(mail, shown),
    enabled: mayChange,
    placeholderData: (before) => before,
  });
  const refresh = () => client.invalidateQueries({ queryKey: mailTextsQuery.queryKey });
  const save = useMutation({
    mutationFn: () => saveMailText(mail, { subject, text }),
    onSuccess: async () => {
      notify('success', t('common.saved'));
      await refresh();
    },
  });
  const reset = useMutation({
    mutationFn: () => resetMailText(mail),
    onSuccess: refresh,
    onError: (error) => notifyProblem(error),
  });
  async function askToReset(): Promise<void> {
    const confirmed = await askToConfirm({
      title: t('administration:settings.resetIt'),
      text: t('administration:settings.resetText'),
      yes: t('administration:settings.reset'),
      no: t('common.cancel'),
      danger: true,
    });
    if (confirmed) reset.mutate();
  }
  const errors = fieldErrors(save.error);
  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    save.mutate();
  }
  const places = mail.places.map((name) => `{${name}}`).join(' ');
  return (
    <TwoColumns
      even
      main={
        <Card title={t('administration:settings.text')}>
          <form onSubmit={onSubmit} noValidate>
            <Stack gap="md">
              <TextInput
                label={t('administration:settings.subject')}
                value={subject}
                readOnly={!mayChange}
                error={errors['subject']}
                onChange={(event) => setSubject(event.currentTarget.value)}
              />
              <Textarea
                label={t('administration:settings.text')}
                description={t('administration:settings.places', { places })}
                value={text}
                readOnly={!mayChange}
                error={errors['text']}
                autosize
                minRows={10}
                maxRows={30}
                onChange={(event) => setText(event.currentTarget.value)}
              />
              {save.error && <ProblemNotice error={save.error} shownFields={['subject', 'text']} />}
              {mayChange && (
                <Group>
                  <Button type="submit" loading={save.isPending} disabled={!subject.trim() || !text.trim()}>
                    {t('common.save')}
                  </Button>
                  {mail.changed && (
                    <Button
                      variant="default"
                      loading={reset.isPending}
                      aria-haspopup="dialog"
                      onClick={() => void askToReset()}
                    >
                      {t('administration:settings.reset')}
                    </Button>
                  )}
                </Group>
              )}
            </Stack>
          </form>
        </Card>
      }
      side={
        mayChange && (
          <Card title={t('administration:settings.preview')}>
            {preview.error && <ProblemNotice error={preview.error} />}
            {preview.data && (
              <>
                <p>
                  <strong>{preview.data.subject}</strong>
                </p>
                <pre className={classes.paper}>{preview.data.text}</pre>
              </>
            )}
          </Card>
        )
      }
    />
  );
}
