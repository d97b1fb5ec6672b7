import type { ApiToken } from '@fernwart/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { askToConfirm } from '../../ui/ask-to-confirm.ts';
import { notify } from '../../ui/notify.ts';
import { notifyProblem } from '../../ui/notify-problem.tsx';
import { revokeApiToken } from './access-api.ts';

/** Asks, and revokes a token. */
export function useRevoke(): (token: ApiToken) => Promise<void> {
  const { t } = useTranslation(['console', 'administration']);
  const client = useQueryClient();
  const revoke = useMutation({
    mutationFn: revokeApiToken,
    onSuccess: () => notify('success', t('administration:access.revoked')),
    onError: (error) => notifyProblem(error),
    onSettled: () => client.invalidateQueries({ queryKey: ['api-tokens'] }),
  });
  return async ({ id, name }) => {
    const confirmed = await askToConfirm({
      title: t('administration:access.revokeIt', { name }),
      text: t('administration:access.revokeText'),
      yes: t('administration:access.revoke'),
      no: t('common.cancel'),
      danger: true,
    });
    if (confirmed) revoke.mutate(id);
  };
}
