import type { Configuration } from '@fernwart/contract';
import { Button } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { touch } from '../../app/live/touch.ts';
import { askToConfirm } from '../../ui/ask-to-confirm.ts';
import { notifyProblem } from '../../ui/notify-problem.tsx';
import { configurationOffersQuery, configurationQuery, deleteConfiguration } from './configurations-api.ts';

export function DeleteConfigurationButton({ configuration }: { configuration: Configuration }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const navigate = useNavigate();
  const remove = useMutation({
    mutationFn: () => deleteConfiguration(configuration.id),
    onSuccess: async () => {
      await navigate({ to: '/configurations' });
      client.removeQueries({ queryKey: configurationQuery(configuration.id).queryKey });
      await touch(client, 'configurations');
    },
    onError: (error) => notifyProblem(error),
  });
  async function ask(): Promise<void> {
    // Without an answer to what depends on it, one is asked as ever.
    const offers = await client
      .fetchQuery({ ...configurationOffersQuery(configuration.id), staleTime: 0 })
      .catch(() => null);
    const warning = t('configurations.deleteWarning', { name: configuration.name });
    const confirmed = await askToConfirm({
      title: t('configurations.delete'),
      text: [warning, ...(offers?.dependents ?? []).map((sentence) => `• ${sentence}`)].join('\n'),
      yes: t('common.delete'),
      no: t('common.cancel'),
      danger: true,
    });
    if (confirmed) remove.mutate();
  }
  return (
    <Button
      variant="subtle"
      color="red"
      leftSection={<IconTrash size={16} />}
      loading={remove.isPending}
      aria-haspopup="dialog"
      onClick={() => void ask()}
    >
      {t('common.delete')}
    </Button>
  );
}
