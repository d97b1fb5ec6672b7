import { attachmentLimits } from '@fernwart/contract';
import { ActionIcon, Anchor, Button, FileButton } from '@mantine/core';
import { IconPaperclip, IconX } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { touch } from '../../app/live/touch.ts';
import { Card } from '../../ui/card.tsx';
import { notify } from '../../ui/notify.ts';
import { notifyProblem } from '../../ui/notify-problem.tsx';
import { attachFile, fileAddress, filesQuery, removeFile } from './files-api.ts';
import classes from './portal.module.css';

/** The files of a request: to be stored, never shown in the page; one's own can be taken back. */
export function PortalFiles({ activityId, closed }: { activityId: string; closed: boolean }) {
  const { t } = useTranslation(['console', 'portal']);
  const client = useQueryClient();
  const { data } = useQuery(filesQuery(activityId));
  const settled = {
    onSuccess: () => touch(client, `activity:${activityId}`),
    onError: (error: unknown) => notifyProblem(error),
  };
  const attach = useMutation({ mutationFn: (file: File) => attachFile(activityId, file), ...settled });
  const remove = useMutation({ mutationFn: (id: string) => removeFile(activityId, id), ...settled });
  // An agent who looks at his or her own request would be sent the internal ones as well.
  const files = data?.items.filter(({ visibility }) => visibility === 'requester') ?? [];
  function add(file: File | null): void {
    if (!file) return;
    if (file.size <= attachmentLimits.bytes) return attach.mutate(file);
    const most = Math.floor(attachmentLimits.bytes / 1024 / 1024);
    notify('warning', t('portal:activity.fileTooLarge', { name: file.name, most }));
  }
  if (closed && files.length === 0) return null;
  return (
    <Card title={t('portal:activity.files')}>
      {files.length > 0 && (
        <ul className={classes.files}>
          {files.map((file) => (
            <li key={file.id} className={classes.file}>
              <IconPaperclip size={16} aria-hidden="true" />
              <Anchor href={fileAddress(activityId, file.id)} download={file.name} dir="auto" inherit>
                {file.name}
              </Anchor>
              {file.removable && !closed && (
                <ActionIcon
                  aria-label={t('portal:activity.removeFile', { name: file.name })}
                  loading={remove.isPending && remove.variables === file.id}
                  onClick={() => remove.mutate(file.id)}
                >
                  <IconX size={16} />
                </ActionIcon>
              )}
            </li>
          ))}
        </ul>
      )}
      {!closed && (
        <FileButton onChange={add}>
          {(button) => (
            <Button
              {...button}
              variant="default"
              leftSection={<IconPaperclip size={16} />}
              loading={attach.isPending}
            >
              {t('portal:activity.addFile')}
            </Button>
          )}
        </FileButton>
      )}
    </Card>
  );
}
