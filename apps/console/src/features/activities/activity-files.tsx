import { type Activity, attachmentLimits } from '@fernwart/contract';
import { ActionIcon, Anchor, Button, FileButton, Group, Progress } from '@mantine/core';
import { IconEye, IconLock, IconPaperclip, IconX } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { touch } from '../../app/live/touch.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { askToConfirm } from '../../ui/ask-to-confirm.ts';
import { Card } from '../../ui/card.tsx';
import { notify } from '../../ui/notify.ts';
import { notifyProblem } from '../../ui/notify-problem.tsx';
import { useMe } from '../people/use-me.ts';
import { fileAddress, filesQuery, removeFile } from '../portal/files-api.ts';
import classes from './activity-files.module.css';
import { attachFile, type Chosen } from './attach-file.ts';
import { fileSize } from './file-size.ts';

/** The files of an activity: to be stored, never shown in the page. */
export function ActivityFiles({ activity }: { activity: Activity }) {
  const { t } = useTranslation(['console', 'desk']);
  const client = useQueryClient();
  const format = useFormat();
  const works = useMe().roles.includes('agent');
  const { data } = useQuery(filesQuery(activity.id));
  const [share, setShare] = useState(0);
  const settled = {
    onSuccess: () => touch(client, `activity:${activity.id}`),
    onError: (error: unknown) => notifyProblem(error),
  };
  const attach = useMutation({
    mutationFn: (chosen: Chosen) => attachFile(activity.id, chosen, setShare),
    ...settled,
  });
  const remove = useMutation({ mutationFn: (id: string) => removeFile(activity.id, id), ...settled });
  function add(file: File | null, visibility: Chosen['visibility']): void {
    if (!file) return;
    const most = format.number(attachmentLimits.bytes / 1024 / 1024);
    if (file.size > attachmentLimits.bytes)
      return notify('warning', t('desk:files.tooLarge', { name: file.name, most }));
    setShare(0);
    attach.mutate({ file, visibility });
  }
  async function askToRemove(id: string, name: string): Promise<void> {
    const confirmed = await askToConfirm({
      title: t('desk:files.removeTitle'),
      text: t('desk:files.removeText', { name }),
      yes: t('common.delete'),
      no: t('common.cancel'),
      danger: true,
    });
    if (confirmed) remove.mutate(id);
  }
  const files = data?.items ?? [];
  return (
    <Card title={t('desk:files.title')}>
      {files.length === 0 && !attach.isPending && <p className="dimmed">{t('desk:files.none')}</p>}
      {files.length > 0 && (
        <ul className={classes.files}>
          {files.map((file) => (
            <li key={file.id} className={classes.file}>
              {file.visibility === 'internal' ? (
                <IconLock size={15} role="img" aria-label={t('journal.internal')} />
              ) : (
                <IconEye size={15} role="img" aria-label={t('journal.public')} />
              )}
              <span className={classes.text}>
                <Anchor
                  className={classes.name ?? ''}
                  href={fileAddress(activity.id, file.id)}
                  download
                  dir="auto"
                >
                  {file.name}
                </Anchor>
                <span className={classes.more}>
                  {t('desk:files.by', {
                    size: fileSize(file.size, format.number),
                    name: file.uploadedBy.name,
                  })}
                </span>
              </span>
              {file.removable && (
                <ActionIcon
                  variant="subtle"
                  aria-label={t('desk:files.remove', { name: file.name })}
                  aria-haspopup="dialog"
                  loading={remove.isPending && remove.variables === file.id}
                  onClick={() => void askToRemove(file.id, file.name)}
                >
                  <IconX size={15} />
                </ActionIcon>
              )}
            </li>
          ))}
        </ul>
      )}
      {attach.isPending && (
        <Progress.Root size="lg" mt="xs">
          <Progress.Section
            value={share * 100}
            aria-label={t('desk:files.progress', { name: attach.variables.file.name })}
          />
        </Progress.Root>
      )}
      {works && (
        <Group gap="xs" mt="sm">
          {(['internal', 'requester'] as const).map((visibility) => (
            <FileButton key={visibility} onChange={(file) => add(file, visibility)}>
              {(button) => (
                <Button
                  {...button}
                  size="xs"
                  variant="default"
                  disabled={attach.isPending}
                  leftSection={<IconPaperclip size={14} />}
                >
                  {visibility === 'internal' ? t('desk:files.addInternal') : t('desk:files.addPublic')}
                </Button>
              )}
            </FileButton>
          ))}
        </Group>
      )}
    </Card>
  );
}
