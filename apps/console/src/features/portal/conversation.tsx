import { Button, Skeleton, Textarea } from '@mantine/core';
import { getHotkeyHandler } from '@mantine/hooks';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { touch } from '../../app/live/touch.ts';
import { InlineContent } from '../../blocks/inline-content.tsx';
import { currentLanguage } from '../../i18n/language.ts';
import { Card } from '../../ui/card.tsx';
import { fieldErrors } from '../../ui/fields/field-errors.ts';
import { Instant } from '../../ui/instant.tsx';
import { notify } from '../../ui/notify.ts';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { useMarkRead } from '../activities/use-mark-read.ts';
import { addComment, publicJournalQuery } from '../journal/journal-api.ts';
import { useMe } from '../people/use-me.ts';
import classes from './portal.module.css';

/** What was said between requester and desk, newest first, and a place to say more. Internal entries are not asked for. */
export function Conversation({ activityId, closed }: { activityId: string; closed: boolean }) {
  const { t } = useTranslation(['console', 'portal']);
  const me = useMe();
  const journal = useInfiniteQuery(publicJournalQuery(activityId));
  const entries = journal.data?.pages.flatMap((page) => page.items) ?? [];
  useMarkRead(activityId, entries[0]?.id);
  return (
    <Card title={t('portal:activity.conversation')}>
      {!closed && <Message activityId={activityId} />}
      {journal.error && <ProblemNotice error={journal.error} onRetry={() => void journal.refetch()} />}
      {journal.isPending && <Skeleton height={120} mt="md" />}
      {journal.data && entries.length < 2 && !closed && (
        <p className={classes.nothingYet}>{t('portal:activity.nothingYet')}</p>
      )}
      <ol className={classes.entries}>
        {entries.map((entry) => {
          const mine = entry.author.kind === 'person' && entry.author.id === me.id;
          return (
            <li key={entry.id} className={classes.entry} data-mine={mine || undefined}>
              <div className={classes.entryHead}>
                <span className={classes.author}>{mine ? t('portal:activity.you') : entry.author.name}</span>
                <span className={classes.time}>
                  <Instant at={entry.at} as="relative" />
                </span>
              </div>
              <InlineContent nodes={entry.content[currentLanguage()]} />
            </li>
          );
        })}
      </ol>
      {journal.hasNextPage && (
        <Button
          variant="default"
          mt="sm"
          loading={journal.isFetchingNextPage}
          onClick={() => void journal.fetchNextPage()}
        >
          {t('portal:activity.older')}
        </Button>
      )}
    </Card>
  );
}

function Message({ activityId }: { activityId: string }) {
  const { t } = useTranslation(['console', 'portal']);
  const client = useQueryClient();
  const [text, setText] = useState('');
  const [key, setKey] = useState(() => crypto.randomUUID());
  const send = useMutation({
    mutationFn: () => addComment(activityId, { text: text.trim(), visibility: 'requester' }, key),
    onSuccess: () => {
      setText('');
      setKey(crypto.randomUUID());
      notify('success', t('portal:activity.sent'));
      return touch(client, `activity:${activityId}`);
    },
  });
  function submit(): void {
    if (text.trim() && !send.isPending) send.mutate();
  }
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Textarea
        size="md"
        label={t('portal:activity.write')}
        placeholder={t('portal:activity.writeHint')}
        autosize
        minRows={2}
        maxRows={14}
        error={fieldErrors(send.error)['text']}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={getHotkeyHandler([['mod+Enter', submit]])}
      />
      {send.error && <ProblemNotice error={send.error} shownFields={['text']} />}
      <div className={classes.actions}>
        <Button type="submit" size="md" loading={send.isPending} disabled={!text.trim()}>
          {t('portal:activity.send')}
        </Button>
      </div>
    </form>
  );
}
