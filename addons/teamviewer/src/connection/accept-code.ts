import type { Host } from '@fernwart/addon-kit';
import { workflows } from '../shared/names.ts';
import { sealText } from '../shared/sealing.ts';
import { findAttempt, useAttempt } from './attempt-store.ts';
import { codePurpose } from './authorize.ts';
import { type AttemptRefusal, judgeAttempt } from './model.ts';

/** Who brings a code back, and for what. */
export interface CodeBearer {
  readonly configurationId: string;
  readonly personId: string | null;
  readonly browserSession: string | null;
}

/**
 * Takes the answer to an attempt: uses it up and starts the workflow that gets the token. A refusal by anybody but the
 * attempt's own person leaves the attempt as it was, so that a stranger cannot spoil it.
 */
export async function acceptCode(
  host: Host,
  stateDigest: string,
  code: string | null,
  bearer: CodeBearer,
): Promise<{ refusal: AttemptRefusal | 'denied' } | { run: string }> {
  const now = host.clock.now();
  const attempt = await findAttempt(host.sql, stateDigest);
  const refusal = judgeAttempt(attempt, { ...bearer, now });
  if (refusal !== null) return refuse(host, bearer, refusal);
  if (code === null) {
    await useAttempt(host.sql, stateDigest, 'denied', null, now);
    return refuse(host, bearer, 'denied');
  }
  const sealed = await sealText(host, code, codePurpose(stateDigest));
  const answer = await host.transaction(async (tx) => {
    if (!(await useAttempt(tx.sql, stateDigest, 'code', sealed, now))) return { refusal: 'used' as const };
    const run = await tx.run({
      workflow: workflows.getToken,
      input: { configuration: bearer.configurationId, attempt: stateDigest },
      key: `exchange:${stateDigest}`,
      subject: { type: 'configuration', id: bearer.configurationId },
      ...(bearer.personId === null ? {} : { personId: bearer.personId }),
      trigger: { kind: 'action', name: 'authorize' },
    });
    await tx.touch(`configuration:${bearer.configurationId}`);
    return { run };
  });
  if ('refusal' in answer) return refuse(host, bearer, answer.refusal);
  await host.audit({ ...whoAndWhat(bearer), outcome: 'done' });
  return answer;
}

/** Explained to whoever brought it, and recorded: an answer that is refused may be an attempt to connect us elsewhere. */
export async function refuse<R extends string>(
  host: Host,
  bearer: CodeBearer,
  refusal: R,
): Promise<{ refusal: R }> {
  host.log.warn('An authorization answer was refused', {
    configuration: bearer.configurationId,
    reason: refusal,
  });
  await host.audit({ ...whoAndWhat(bearer), outcome: 'refused', details: { reason: refusal } });
  return { refusal };
}

function whoAndWhat(bearer: CodeBearer) {
  return {
    action: 'authorize',
    subject: { type: 'configuration', id: bearer.configurationId },
    ...(bearer.personId === null ? {} : { personId: bearer.personId }),
  };
}
