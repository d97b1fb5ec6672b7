import { type ImportKind, type ImportPreview, importKind } from '@fernwart/contract';
import { Alert, Button, FileButton, Group, SegmentedControl, Stack } from '@mantine/core';
import { IconCircleCheck, IconFileSpreadsheet } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { touch } from '../../app/live/touch.ts';
import { Card } from '../../ui/card.tsx';
import { Instant } from '../../ui/instant.tsx';
import { Page } from '../../ui/page.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { ImportPreviewCards } from './import-preview-cards.tsx';
import { bringFile, importsQuery } from './imports-api.ts';
import { useResultText } from './use-result-text.ts';

/** People and assets from a file: choose it, look at what it would do, apply that. */
export function ImportPage() {
  const { t } = useTranslation(['console', 'administration']);
  const client = useQueryClient();
  const [kind, setKind] = useState<ImportKind>('people');
  const [preview, setPreview] = useState<ImportPreview | null>(null);
  const [done, setDone] = useState<string | null>(null);
  const textOf = useResultText();
  const bring = useMutation({
    mutationFn: (file: File) => bringFile(kind, file),
    onMutate: () => setDone(null),
    onSuccess: setPreview,
  });
  return (
    <Page title={t('administration:imports.title')} lead={t('administration:imports.lead')}>
      {done && (
        <Alert color="green" variant="light" role="status" icon={<IconCircleCheck size={18} />}>
          {done}
        </Alert>
      )}
      <Card>
        <Stack gap="md" align="flex-start">
          <SegmentedControl
            aria-label={t('administration:imports.kind')}
            data={importKind.options.map((value) => ({ value, label: t(`administration:imports.${value}`) }))}
            value={kind}
            onChange={(value) => {
              setKind(value);
              setPreview(null);
            }}
          />
          <p className="dimmed">{t('administration:imports.chooseHelp')}</p>
          <FileButton
            onChange={(file) => file && bring.mutate(file)}
            accept=".csv,.txt,text/csv"
            inputProps={{ 'aria-label': t('administration:imports.choose') }}
          >
            {(props) => (
              <Button {...props} leftSection={<IconFileSpreadsheet size={16} />} loading={bring.isPending}>
                {t('administration:imports.choose')}
              </Button>
            )}
          </FileButton>
          {bring.error && <ProblemNotice error={bring.error} shownFields={['content']} />}
        </Stack>
      </Card>
      {preview && (
        <ImportPreviewCards
          key={preview.id}
          preview={preview}
          onPreview={setPreview}
          onApplied={async (result) => {
            setPreview(null);
            setDone(textOf(result));
            await touch(client, 'imports', 'people', 'teams', 'assets');
          }}
        />
      )}
      <History />
    </Page>
  );
}

function History() {
  const { t } = useTranslation(['console', 'administration']);
  const { data, error, refetch } = useQuery(importsQuery);
  const textOf = useResultText();
  return (
    <Card title={t('administration:imports.history')}>
      {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {data?.items.length === 0 && <p className="dimmed">{t('administration:imports.noHistory')}</p>}
      <Stack gap="md">
        {data?.items.map((item) => (
          <div key={item.id}>
            <Group gap="xs">
              <strong>{item.fileName}</strong>
              <span className="dimmed">
                {t(`administration:imports.${item.kind}`)} · {item.createdBy.name}
              </span>
              {item.appliedAt && <Instant at={item.appliedAt} />}
            </Group>
            <div>{textOf(item.result)}</div>
          </div>
        ))}
      </Stack>
    </Card>
  );
}
