import { type NotificationKind, notificationKinds } from '@fernwart/contract';
import { Checkbox, Skeleton, Stack } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Card } from '../../ui/card.tsx';
import { notify } from '../../ui/notify.ts';
import { notifyProblem } from '../../ui/notify-problem.tsx';
import { notificationMailsQuery, saveNotificationMails } from './notifications-api.ts';

type Choosable = Exclude<NotificationKind, 'ended'>;

function isChoosable(kind: NotificationKind): kind is Choosable {
  return kind !== 'ended';
}

/** Of what an agent wants a mail too. */
export function MailWishes() {
  const { t } = useTranslation(['console', 'desk']);
  const client = useQueryClient();
  const { data } = useQuery(notificationMailsQuery);
  const save = useMutation({
    mutationFn: (kinds: NotificationKind[]) => saveNotificationMails(kinds),
    onSuccess: (saved) => {
      client.setQueryData(notificationMailsQuery.queryKey, saved);
      notify('success', t('common.saved'));
    },
    onError: (error) => notifyProblem(error),
  });
  function choose(kind: Choosable, wanted: boolean): void {
    const others = data?.kinds.filter((each) => each !== kind) ?? [];
    save.mutate(wanted ? [...others, kind] : others);
  }
  return (
    <Card title={t('desk:bell.mails')}>
      <Stack gap="sm">
        <p className="dimmed">{t('desk:bell.mailsHelp')}</p>
        {data ? (
          notificationKinds
            .filter(isChoosable)
            .map((kind) => (
              <Checkbox
                key={kind}
                label={t(`desk:bell.mailKind.${kind}`)}
                checked={data.kinds.includes(kind)}
                disabled={save.isPending}
                onChange={(event) => choose(kind, event.currentTarget.checked)}
              />
            ))
        ) : (
          <Skeleton height={140} />
        )}
      </Stack>
    </Card>
  );
}
