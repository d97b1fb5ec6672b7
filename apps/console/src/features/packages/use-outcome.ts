import type { Outcome } from '@fernwart/contract';
import { useNavigate } from '@tanstack/react-router';
import { useCallback } from 'react';
import { notify } from '../../ui/notify.ts';
import { isConsolePath, safeHref } from '../../ui/safe-href.ts';
import { notifyRun } from '../automation/notify-run.tsx';

/** Shows, opens or follows what a form or an action answered. Errors are the form's own to show. */
export function useOutcome(): (outcome: Outcome) => void {
  const navigate = useNavigate();
  return useCallback(
    (outcome) => {
      if (outcome.kind === 'notice') notify(outcome.tone, outcome.text);
      if (outcome.kind === 'run') notifyRun(outcome.run, outcome.text);
      if (outcome.kind !== 'open') return;
      const href = safeHref(outcome.href);
      if (!href) return;
      if (outcome.newTab) window.open(href, '_blank', 'noopener,noreferrer');
      else if (isConsolePath(href)) void navigate({ to: href });
      else window.location.assign(href);
    },
    [navigate],
  );
}
