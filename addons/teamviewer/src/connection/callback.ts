import type { Addon } from '@fernwart/addon-kit';
import { digestOf } from '../shared/sealing.ts';
import { acceptCode } from './accept-code.ts';

/** Where TeamViewer sends the administrator's browser back to (acceptance 30: nothing is copied). */
export const callback: NonNullable<Addon['callback']> = async (context, host) => {
  const { query, t } = context;
  const refused = (key: string) => ({ title: t('callback.refused'), text: t(key), tone: 'danger' as const });
  const state = query['state'] ?? '';
  if (state === '' || state.length > 500) return refused('attempt.unknown_state');
  const code = query['error'] === undefined ? (query['code'] ?? '') : null;
  if (code !== null && !/^[\w.~+/=-]{4,512}$/.test(code)) return refused('attempt.no_code');
  const answer = await acceptCode(host, await digestOf(state), code, {
    configurationId: context.configuration.id,
    personId: context.viewer?.id ?? null,
    browserSession: context.browserSession,
  });
  if ('refusal' in answer) return refused(`attempt.${answer.refusal}`);
  return { title: t('callback.accepted'), text: t('callback.accepted.text'), tone: 'success', close: true };
};
