import { type invokeAction, outcome, type Subject } from '@fernwart/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { request } from '../../app/api/request.ts';
import { touch } from '../../app/live/touch.ts';
import { askToConfirm } from '../../ui/ask-to-confirm.ts';
import { notify } from '../../ui/notify.ts';
import { notifyProblem } from '../../ui/notify-problem.tsx';
import { useOutcome } from './use-outcome.ts';

interface Target {
  readonly packageId: string;
  /** Bare, without the package's name. */
  readonly action: string;
  readonly subject: Subject | null;
  readonly onDone?: () => void;
}
interface Press {
  readonly input: Record<string, unknown>;
  readonly confirm: string | undefined;
  readonly title: string;
  readonly danger: boolean;
}

/** Presses a button of an add-on: asks where asking is due, calls, and follows the outcome. */
export function useInvoke({ packageId, action, subject, onDone }: Target) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const follow = useOutcome();
  const call = useMutation({
    mutationFn: (input: Record<string, unknown>) => {
      const body: z.input<typeof invokeAction> = { input, ...(subject ? { subject } : {}) };
      return request('POST', `/packages/${packageId}/actions/${action}`, outcome, { body });
    },
    onSuccess: async (answer) => {
      if (answer.kind === 'errors') notify('danger', Object.values(answer.errors).join(' '));
      follow(answer);
      onDone?.();
      if (subject) await touch(client, `${subject.type}:${subject.id}`);
    },
    onError: (error) => notifyProblem(error),
  });
  async function invoke({ input, confirm, title, danger }: Press): Promise<void> {
    if (
      confirm &&
      !(await askToConfirm({ title, text: confirm, yes: title, no: t('common.cancel'), danger }))
    )
      return;
    call.mutate(input);
  }
  return { invoke: (press: Press) => void invoke(press), busy: call.isPending };
}
