import { Button, SegmentedControl, Textarea } from '@mantine/core';
import { getHotkeyHandler } from '@mantine/hooks';
import { IconEye, IconLock } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { touch } from '../../app/live/touch.ts';
import { notifyProblem } from '../../ui/notify-problem.tsx';
import { useMe } from '../people/use-me.ts';
import classes from './composer.module.css';
import { addComment } from './journal-api.ts';

type Visibility = 'internal' | 'requester';

/** Writes on the journal: a comment for colleagues, or a reply that the requester reads. */
export function Composer({ activityId }: { activityId: string }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { roles } = useMe();
  const works = roles.includes('agent');
  const [text, setText] = useState('');
  const [visibility, setVisibility] = useState<Visibility>(works ? 'internal' : 'requester');
  const [key, setKey] = useState(() => crypto.randomUUID());
  const send = useMutation({
    mutationFn: () => addComment(activityId, { text: text.trim(), visibility }, key),
    onSuccess: () => {
      setText('');
      setKey(crypto.randomUUID());
      return touch(client, `activity:${activityId}`);
    },
    onError: (error) => notifyProblem(error),
  });
  if (!works && !roles.includes('requester')) return null;
  const isReply = visibility === 'requester';
  function submit(): void {
    if (text.trim() && !send.isPending) send.mutate();
  }
  return (
    <form
      className={classes.composer}
      data-reply={isReply || undefined}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {works && (
        <SegmentedControl
          size="xs"
          aria-label={t('journal.who')}
          value={visibility}
          onChange={setVisibility}
          data={[
            {
              value: 'internal',
              label: <Choice icon={<IconLock size={13} />} text={t('journal.comment')} />,
            },
            { value: 'requester', label: <Choice icon={<IconEye size={13} />} text={t('journal.reply')} /> },
          ]}
        />
      )}
      <Textarea
        aria-label={isReply ? t('journal.reply') : t('journal.comment')}
        placeholder={isReply ? t('journal.replyHint') : t('journal.commentHint')}
        autosize
        minRows={2}
        maxRows={14}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={getHotkeyHandler([['mod+Enter', submit]])}
      />
      <div className={classes.foot}>
        <span className={classes.hint}>{isReply ? t('journal.replyNote') : t('journal.commentNote')}</span>
        <Button type="submit" size="xs" loading={send.isPending} disabled={!text.trim()}>
          {isReply ? t('journal.sendReply') : t('journal.sendComment')}
        </Button>
      </div>
    </form>
  );
}

function Choice({ icon, text }: { icon: React.ReactNode; text: string }) {
  return (
    <span className={classes.choice}>
      <span aria-hidden="true">{icon}</span>
      {text}
    </span>
  );
}
