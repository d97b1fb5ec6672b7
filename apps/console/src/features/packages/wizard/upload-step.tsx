import { type Inspection, mostPackageBytes } from '@fernwart/contract';
import { Button, Progress } from '@mantine/core';
import { Dropzone } from '@mantine/dropzone';
import '@mantine/dropzone/styles.layer.css';
import { IconFileZip } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorCode } from '../../../app/api/api-error.ts';
import { NoticeBlock } from '../../../blocks/notice-block.tsx';
import { useFormat } from '../../../i18n/use-format.ts';
import { ProblemNotice } from '../../../ui/problem-notice.tsx';
import { uploadPackage } from '../packages-api.ts';
import classes from './wizard.module.css';

/** Takes the ZIP and shows how much of it has arrived; the server's refusal stands beside the way to try another. */
export function UploadStep({ onInspected }: { onInspected(inspection: Inspection): void }) {
  const { t } = useTranslation(['console', 'wizard']);
  const format = useFormat();
  const [share, setShare] = useState(0);
  const [tooLarge, setTooLarge] = useState<File>();
  const cancelling = useRef<AbortController>(null);
  const send = useMutation({
    mutationFn: (file: File) => {
      cancelling.current = new AbortController();
      setShare(0);
      return uploadPackage(file, setShare, cancelling.current.signal);
    },
    onSuccess: onInspected,
  });
  function onDrop([file]: File[]): void {
    setTooLarge(undefined);
    if (!file) return;
    // A body beyond the bound is cut off by the server, and the browser could tell no more than a lost connection.
    if (file.size <= mostPackageBytes) return send.mutate(file);
    send.reset();
    setTooLarge(file);
  }
  if (send.isPending) {
    const arrived = share >= 1;
    return (
      <div className={classes.uploading}>
        <IconFileZip size={28} aria-hidden="true" />
        <div className={classes.fileName}>{send.variables.name}</div>
        <Progress
          value={share * 100}
          animated={arrived}
          aria-label={t('wizard:uploading')}
          className={classes.bar ?? ''}
        />
        <div className="dimmed" role="status">
          {arrived ? t('wizard:checking') : t('wizard:uploaded', { share: format.percent(share) })}
        </div>
        <Button variant="default" size="xs" onClick={() => cancelling.current?.abort()}>
          {t('common.cancel')}
        </Button>
      </div>
    );
  }
  return (
    <div className={classes.stack}>
      {send.error && errorCode(send.error) !== 'aborted' && <ProblemNotice error={send.error} />}
      {tooLarge && (
        <NoticeBlock
          block={{
            tone: 'danger',
            title: t('wizard:tooLarge'),
            text: t('wizard:tooLargeDetail', {
              name: tooLarge.name,
              bytes: format.number(tooLarge.size),
              limit: format.number(mostPackageBytes),
            }),
          }}
        />
      )}
      <Dropzone
        multiple={false}
        onDrop={onDrop}
        className={classes.drop ?? ''}
        inputProps={{ 'aria-label': t('wizard:choose'), accept: '.zip,application/zip' }}
      >
        <div className={classes.dropInner}>
          <IconFileZip size={34} aria-hidden="true" />
          <div className={classes.dropTitle}>{t('wizard:drop')}</div>
          <div className="dimmed">{t('wizard:dropHelp')}</div>
        </div>
      </Dropzone>
    </div>
  );
}
