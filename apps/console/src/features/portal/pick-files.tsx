import { attachmentLimits } from '@fernwart/contract';
import { ActionIcon, Button, FileButton, Input } from '@mantine/core';
import { IconPaperclip, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './portal.module.css';

interface Props {
  readonly label: string;
  readonly help: string;
  readonly files: readonly File[];
  onChange(files: readonly File[]): void;
}

/** Files that go along with what is being written; too large ones are said before anything is sent. */
export function PickFiles({ label, help, files, onChange }: Props) {
  const { t } = useTranslation(['console', 'portal']);
  const [refused, setRefused] = useState<string>();
  function add(chosen: File[]): void {
    const tooLarge = chosen.find((file) => file.size > attachmentLimits.bytes);
    setRefused(tooLarge && tooLargeText(tooLarge.name));
    const fitting = chosen.filter((file) => file.size <= attachmentLimits.bytes);
    onChange([...files, ...fitting].slice(0, attachmentLimits.count));
  }
  function tooLargeText(name: string): string {
    const most = Math.floor(attachmentLimits.bytes / 1024 / 1024);
    return t('portal:activity.fileTooLarge', { name, most });
  }
  return (
    <Input.Wrapper size="md" label={label} labelElement="div" description={help} error={refused}>
      <div>
        {files.length > 0 && (
          <ul className={classes.files}>
            {files.map((file, index) => (
              // The same file may be chosen twice.
              // oxlint-disable-next-line react/no-array-index-key
              <li key={`${index} ${file.name}`} className={classes.file}>
                <IconPaperclip size={16} aria-hidden="true" />
                <span className={classes.fileName}>{file.name}</span>
                <ActionIcon
                  aria-label={t('portal:activity.removeFile', { name: file.name })}
                  onClick={() => onChange(files.filter((each) => each !== file))}
                >
                  <IconX size={16} />
                </ActionIcon>
              </li>
            ))}
          </ul>
        )}
        <FileButton multiple onChange={add}>
          {(button) => (
            <Button {...button} variant="default" mt={6} leftSection={<IconPaperclip size={16} />}>
              {t('portal:activity.addFile')}
            </Button>
          )}
        </FileButton>
      </div>
    </Input.Wrapper>
  );
}
