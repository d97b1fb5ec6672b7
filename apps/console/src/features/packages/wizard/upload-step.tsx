import type { Inspection } from '@fernwart/contract';
import { Button, Progress } from '@mantine/core';
import { Dropzone } from '@mantine/dropzone';
import '@mantine/dropzone/styles.layer.css';
import { IconFileZip } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorCode } from '../../../app/api/api-error.ts';
import { useFormat } from '../../../i18n/use-format.ts';
import { ProblemNotice } from '../../../ui/problem-notice.tsx';
import { uploadPackage } from '../packages-api.ts';
import classes from './wizard.module.css';

/** Takes the ZIP and shows how much of it has arrived; the server's refusal stands beside the way to try another. */
export function UploadStep({ onInspected }: { onInspected(inspection: Inspection): void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [share, setShare] = useState(0);
  const cancelling = useRef<AbortController>(null);
  const send = useMutation({
    mutationFn: (file: File) => {
      cancelling.current = new AbortController();
      setShare(0);
      return uploadPackage(file, setShare, cancelling.current.signal);
    },
    onSuccess: onInspected,
  });
  if (send.isPending) {
    const arrived = share >= 1;
    return (
      <div className={classes.uploading}>
        <IconFileZip size={28} aria-hidden="true" />
        <div className={classes.fileName}>{send.variables.name}</div>
        <Progress
          value={share * 100}
          animated={arrived}
          aria-label={t('wizard.uploading')}
          className={classes.bar ?? ''}
        />
        <div className="dimmed" role="status">
          {arrived ? t('wizard.checking') : t('wizard.uploaded', { share: format.percent(share) })}
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
      <Dropzone
        multiple={false}
        onDrop={([file]) => file && send.mutate(file)}
        className={classes.drop ?? ''}
        inputProps={{ 'aria-label': t('wizard.choose'), accept: '.zip,application/zip' }}
      >
        <div className={classes.dropInner}>
          <IconFileZip size={34} aria-hidden="true" />
          <div className={classes.dropTitle}>{t('wizard.drop')}</div>
          <div className="dimmed">{t('wizard.dropHelp')}</div>
        </div>
      </Dropzone>
    </div>
  );
}
