import type { Form } from '@fernwart/addon-kit';
import { extractCode } from '@fernwart/teamviewer';
import { digestOf } from '../shared/sealing.ts';
import { acceptCode, refuse } from './accept-code.ts';
import { newestAttemptDigest } from './attempt-store.ts';

/**
 * The article's way: a code copied by hand from a foreign redirect address. A whole address names its attempt; a bare
 * code is taken only from the administrator who pressed the URL button, for that newest attempt (design §7 *Token*).
 */
export const pasteForm: Form = {
  async submit(context, values, host) {
    const { t, viewer, subject } = context;
    if (!viewer.roles.includes('administrator'))
      return { kind: 'errors', errors: { code: t('refused.administrators') } };
    const pasted = extractCode(typeof values['code'] === 'string' ? values['code'] : '');
    if (!pasted.ok) return { kind: 'errors', errors: { code: t(`paste.${pasted.reason}`) } };
    const digest =
      pasted.state === undefined
        ? await newestAttemptDigest(host.sql, subject.id, viewer.id)
        : await digestOf(pasted.state);
    const bearer = {
      configurationId: subject.id,
      personId: viewer.id,
      browserSession: context.browserSession ?? null,
    };
    if (digest === null) {
      await refuse(host, bearer, 'no_attempt');
      return { kind: 'errors', errors: { code: t('paste.no_attempt') } };
    }
    const answer = await acceptCode(host, digest, pasted.code, bearer);
    if ('refusal' in answer) return { kind: 'errors', errors: { code: t(`attempt.${answer.refusal}`) } };
    return { kind: 'run', run: answer.run, text: t('paste.accepted') };
  },
};
