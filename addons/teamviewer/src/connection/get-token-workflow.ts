import type { Host, RunContext, RunOutcome, Workflow } from '@fernwart/addon-kit';
import { z } from 'zod';
import { findSettings } from '../configuration/find-settings.ts';
import type { Settings } from '../configuration/settings.ts';
import { failRun } from '../shared/run-end.ts';
import { type Trouble, troubleText } from '../shared/trouble.ts';
import { exchangeAttempt } from './exchange.ts';
import { learnAccount } from './learn-account.ts';
import { lookForRecovery } from './look-for-recovery.ts';
import { renewalPause } from './model.ts';
import { probePermissions } from './probe.ts';
import { type Connection, findConnection } from './store.ts';
import { tellAdministrators } from './tell-administrators.ts';
import { createTokenStore } from './token-store.ts';

const inputSchema = z.object({
  configuration: z.string(),
  /** The state's digest: exchanges that attempt's code. */
  attempt: z.string().optional(),
  /** Renews this generation when its time has come. */
  generation: z.number().optional(),
  /** Asks which permissions the token has, and renews nothing. */
  check: z.boolean().optional(),
  /** Looks whether TeamViewer answers again. */
  recover: z.boolean().optional(),
});

/** `W_Team_getToken-UIActionWF`: obtains the token, and renews it (acceptance 37). */
export const getTokenWorkflow: Workflow = async (run, host) => {
  const input = inputSchema.parse(run.input);
  const settings = await findSettings(host, input.configuration);
  if (settings === null) return failRun(run, host, { code: 'no_configuration' });
  if (input.attempt !== undefined) return getFirst(run, host, settings, input.attempt);
  if (input.recover === true) return lookForRecovery(run, host, settings);
  if (input.check === true) return check(run, host, settings);
  return renew(run, host, settings, input.generation);
};

async function check(run: RunContext, host: Host, settings: Settings): Promise<RunOutcome> {
  const connection = await findConnection(host.sql, settings.id);
  if (connection?.state !== 'connected')
    return failRun(run, host, connection?.trouble ?? { code: 'not_connected' });
  await run.log('info', 'run.probe');
  await learnAccount(run, host, settings);
  await probePermissions(host, settings, run);
  return { kind: 'done' };
}

async function getFirst(
  run: RunContext,
  host: Host,
  settings: Settings,
  attempt: string,
): Promise<RunOutcome> {
  await run.log('info', 'run.exchange');
  const exchanged = await exchangeAttempt(host, settings, attempt);
  if (exchanged.kind === 'failed') return failRun(run, host, exchanged.trouble);
  if (exchanged.kind === 'later') {
    await run.log('warning', 'run.exchange.later');
    return { kind: 'again', at: host.clock.now().add({ seconds: 5 }) };
  }
  await run.log('info', 'run.token.obtained');
  await learnAccount(run, host, settings);
  await probePermissions(host, settings, run);
  return { kind: 'done' };
}

async function renew(
  run: RunContext,
  host: Host,
  settings: Settings,
  due: number | undefined,
): Promise<RunOutcome> {
  const connection = await findConnection(host.sql, settings.id);
  if (connection === null || connection.state === 'disconnected') {
    return due === undefined ? failRun(run, host, { code: 'not_connected' }) : { kind: 'done' };
  }
  if (due !== undefined && connection.generation !== due) {
    await run.log('info', 'run.token.newer');
    return { kind: 'done' };
  }
  if (connection.state === 'reconnect_needed')
    return failRun(run, host, connection.trouble ?? { code: 'sign_in_again' });
  if (connection.kind === 'script') {
    await run.log('info', 'run.token.script');
    await learnAccount(run, host, settings);
    await probePermissions(host, settings, run);
    return { kind: 'done' };
  }
  await run.log('info', 'run.refresh');
  const outcome = await createTokenStore(host, settings).refresh(connection.generation);
  if (outcome.kind === 'reconnect_needed') return failRun(run, host, outcome.trouble);
  if (outcome.kind === 'try_later') {
    if (due === undefined) return failRun(run, host, outcome.trouble);
    await run.log('warning', 'run.refresh.later');
    await warnOfExpiry(host, settings, connection, outcome.trouble);
    return { kind: 'again', at: host.clock.now().add(renewalPause(run.attempt)) };
  }
  await run.log('info', 'run.token.renewed');
  return { kind: 'done' };
}

const warnBefore = Temporal.Duration.from({ hours: 2 });

/** The same generation is warned of once; its mails' keys see to that. */
async function warnOfExpiry(
  host: Host,
  settings: Settings,
  connection: Connection,
  trouble: Trouble,
): Promise<void> {
  const { expiresAt, generation } = connection;
  if (expiresAt === null) return;
  const left = host.clock.now().until(expiresAt).total('seconds');
  if (left > warnBefore.total('seconds')) return;
  await tellAdministrators(host, settings, {
    occasion: 'expiring',
    once: String(generation),
    values: (say, language) => ({ reason: troubleText(say, language, trouble) }),
    first: () => Promise.resolve(true),
  });
}
