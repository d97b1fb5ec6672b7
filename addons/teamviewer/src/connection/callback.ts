import type { Addon } from '@fernwart/addon-kit';
import { digestOf } from '../shared/sealing.ts';
import { acceptCode, refuse } from './accept-code.ts';

/** Where TeamViewer sends the administrator's browser back to (acceptance 30: nothing is copied). */
export const callback: NonNullable<Addon['callback']> = async (context, host) => {
  const { query, t } = context;
  const bearer = {
    configurationId: context.configuration.id,
    personId: context.viewer?.id ?? null,
    browserSession: context.browserSession,
  };
  const refused = (key: string) => ({ title: t('callback.refused'), text: t(key), tone: 'danger' as const });
  const refuseNow = async (reason: 'unknown_state' | 'no_code') =>
    refused(`attempt.${(await refuse(host, bearer, reason)).refusal}`);
  const state = query['state'] ?? '';
  if (state === '' || state.length > 500) return refuseNow('unknown_state');
  const code = query['error'] === undefined ? (query['code'] ?? '') : null;
  if (code !== null && !/^[\w.~+/=-]{4,512}$/.test(code)) return refuseNow('no_code');
  const answer = await acceptCode(host, await digestOf(state), code, bearer);
  if ('refusal' in answer) return refused(`attempt.${answer.refusal}`);
  return { title: t('callback.accepted'), text: t('callback.accepted.text'), tone: 'success', close: true };
};
